using System.Xml.Linq;
using WebConsole.Hypervisor.Schemas.RelaxNg;

namespace WebConsole.Hypervisor.Schemas;

/// <summary>What is said of a place that a schema does not accept.</summary>
internal static class SchemaWords
{
    private const int MostWords = 12;
    private const int LongestQuote = 60;

    public static string NoElement(XElement element, Pattern pattern)
    {
        if (element.Parent is not { } parent)
            return $"<{element.Name.LocalName}> is no such definition; it begins with {Choice(Reachable.Elements(pattern).Select(one => Tag(one.Name)))}.";
        if (element.ElementsBeforeSelf(element.Name).Any())
            return $"<{Name(element)}> may not stand here once more, or not after what stands before it in <{Name(parent)}>.";
        var known = Reachable.Elements(pattern).Select(one => one.Name.Name?.LocalName).OfType<string>().Distinct().ToArray();
        return Nearest(element.Name.LocalName, known) is { } nearest ? $"<{Name(element)}> may not stand in <{Name(parent)}>. Did you mean <{nearest}>?"
            : $"<{Name(element)}> may not stand in <{Name(parent)}>, or does not go with what else is in it.";
    }

    public static string NoAttribute(XAttribute attribute, Pattern open, Pattern pattern)
    {
        var element = attribute.Parent!;
        var name = attribute.Name.LocalName;
        var same = Reachable.Attributes(pattern).Where(one => one.Name.Has(attribute.Name)).ToArray();
        if (same.Length > 0)
            return $"{name} of <{Name(element)}> can't be {Quote(attribute.Value)}{Accepted(same.SelectMany(one => Reachable.Texts(one.Value)))}.";
        if (Reachable.Attributes(open).Any(one => one.Name.Has(attribute.Name)))
            return $"{name} does not go with the other attributes of <{Name(element)}>.";
        return Nearest(name, [.. Reachable.Attributes(open).Select(one => one.Name.Name?.LocalName).OfType<string>().Distinct()]) is { } nearest
            ? $"<{Name(element)}> has no attribute {name} here. Did you mean {nearest}?"
            : $"<{Name(element)}> has no attribute {name} here.";
    }

    public static string LacksAttributes(XElement element, IReadOnlyList<XName> missing) => missing.Count == 0
        ? $"<{Name(element)}> lacks an attribute, or has one that does not go with the others."
        : $"<{Name(element)}> lacks the attribute{(missing.Count > 1 ? "s" : "")} {string.Join(", ", missing.Select(name => name.LocalName))}.";

    public static string Lacks(XElement element, Pattern inside)
    {
        var missing = Reachable.Needed<ElementPattern>(inside).Select(name => $"<{name.LocalName}>").ToArray();
        return missing.Length > 0 ? $"<{Name(element)}> lacks {string.Join(", ", missing)}."
            : !element.HasElements && Reachable.Texts(inside).Any() ? $"<{Name(element)}> lacks its text{Accepted(Reachable.Texts(inside))}."
            : $"<{Name(element)}> is not complete, or its parts do not go together.";
    }

    public static string NoText(XElement element, string text, Pattern pattern) => Reachable.Texts(pattern).ToArray() is { Length: > 0 } kinds
        ? $"<{Name(element)}> can't be {Quote(text)}{Accepted(kinds)}."
        : $"<{Name(element)}> has no text.";

    private static string Accepted(IEnumerable<TextKind> kinds)
    {
        var all = kinds.Distinct().ToArray();
        string[] words = [.. all.OfType<WordKind>().Select(kind => kind.Word).Order(StringComparer.Ordinal), .. all.OfType<TypeKind>().Select(kind => kind.Said).OfType<string>().Distinct()];
        return words.Length == 0 || all.OfType<TypeKind>().Any(kind => kind.Said is null) ? ""
            : $"; it is {Choice(words)}";
    }

    private static string Choice(IEnumerable<string> words)
    {
        var all = words.ToArray();
        return all.Length > MostWords ? $"{string.Join(", ", all.Take(MostWords))} …" : all.Length > 1 ? $"{string.Join(", ", all[..^1])} or {all[^1]}" : string.Concat(all);
    }

    /// <summary>Kept short, and on one line.</summary>
    private static string Quote(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return $"\"{(line.Length > LongestQuote ? $"{line[..LongestQuote]}…" : line)}\"";
    }

    private static string Name(XElement element) => element.Name.LocalName;

    private static string Tag(NameKind name) => $"<{name.Name?.LocalName ?? "…"}>";

    /// <summary>The known word that was probably meant: with at most two letters that differ.</summary>
    private static string? Nearest(string word, IReadOnlyList<string> known) => word.Length > LongestQuote ? null
        : known.Select(one => (Word: one, Distance: Distance(word, one))).Where(one => one.Distance <= Math.Min(2, word.Length / 3)).OrderBy(one => one.Distance).Select(one => one.Word).FirstOrDefault();

    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var at = 1; at <= one.Length; at++)
        {
            var diagonal = row[0];
            row[0] = at;
            for (var to = 1; to <= other.Length; to++)
                (diagonal, row[to]) = (row[to], Math.Min(Math.Min(row[to], row[to - 1]) + 1, diagonal + (one[at - 1] == other[to - 1] ? 0 : 1)));
        }
        return row[^1];
    }
}

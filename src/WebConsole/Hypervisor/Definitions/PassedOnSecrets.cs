using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>
/// Values that libvirt only passes on: arguments and environment of QEMU, the kernel's command line, what the guest reads of its firmware.
/// libvirt does not know which of them are secrets. What looks like one does not get into the history; the rest does, since else
/// nobody could have it back. See docs/adr/0117.
/// </summary>
internal static partial class PassedOnSecrets
{
    /// <summary>Whether a text may have such places; false only where it has none.</summary>
    public static bool MayBeIn(string text) => text.Contains("commandline", StringComparison.Ordinal) || text.Contains("<cmdline", StringComparison.Ordinal)
        || text.Contains("<init", StringComparison.Ordinal) || text.Contains("<sysinfo", StringComparison.Ordinal);

    /// <summary>Puts a mark in the place of each, in place.</summary>
    /// <returns>Whether there were any.</returns>
    public static bool Mask(XElement root)
    {
        var secrets = Places(root).Where(found => LooksSecret(found.Judged)).Select(found => found.Place).ToList();
        secrets.ForEach(place => Set(place, DefinitionSecrets.Mark));
        return secrets.Count > 0;
    }

    /// <summary>Puts back what stands at the marks: only a secret, since its place may be another one's by now.</summary>
    /// <param name="after">A definition of the history.</param>
    /// <param name="stands">The nodes of the definition that stands, by their paths.</param>
    public static void PutBack(XElement after, IReadOnlyDictionary<string, XObject> stands)
    {
        var marked = Places(after).Select(found => found.Place).Where(IsMarked).ToHashSet();
        foreach (var (path, _, node) in DefinitionOutline.Walk(after).Where(place => marked.Contains(place.Node)).ToList())
        {
            if (stands.GetValueOrDefault(path) is { } old && DefinitionOutline.ValueOf(old) is { } value && LooksSecret(JudgedOf(old, value)))
                Set(node, value);
        }
    }

    /// <summary>Refuses a definition with a mark of which nobody knows what stood there.</summary>
    /// <exception cref="DefinitionException">It has one.</exception>
    public static void RefuseLost(XElement root, XElement part)
    {
        var lost = Places(root).Select(found => found.Place).Where(IsMarked).Where(place => (place as XElement ?? place.Parent!).AncestorsAndSelf().Contains(part)).ToHashSet();
        if (DefinitionOutline.Walk(root).FirstOrDefault(place => lost.Contains(place.Node)).Path is { } path)
            throw new DefinitionException($"At {path} the version had what looks like a secret. The history keeps none, and none stands there now.", "Bring back single parts, or write the version as text, with the secret in it.");
    }

    /// <summary>Whether a value, with the name that says what it is, looks like a secret.</summary>
    public static bool LooksSecret(string text) => Secret().IsMatch(text);

    private static IEnumerable<(XObject Place, string Judged)> Places(XElement root)
    {
        foreach (var element in root.Descendants())
        {
            if (IsPassedOn(element) is not true)
                continue;
            var place = element.Name.Namespace == XNamespace.None ? element : (XObject?)element.Attribute("value");
            if (place is not null && DefinitionOutline.ValueOf(place) is { } value)
                yield return (place, JudgedOf(place, value));
        }
    }

    private static bool IsPassedOn(XElement element) => element.Name.Namespace == XNamespace.None
        ? (element.Name.LocalName is "cmdline" or "initarg" or "initenv" && element.Parent?.Name == "os") || (element.Name == "entry" && element.Ancestors("sysinfo").Any())
        : element.Parent is { Name.LocalName: "commandline" };

    private static string JudgedOf(XObject place, string value) => $"{(place as XElement ?? place.Parent)?.Attribute("name")?.Value}={value}";

    private static bool IsMarked(XObject place) => DefinitionOutline.ValueOf(place) == DefinitionSecrets.Mark;

    private static void Set(XObject place, string value)
    {
        if (place is XAttribute attribute)
            attribute.Value = value;
        else
            ((XElement)place).SetValue(value);
    }

    // The last is a name and a password in an address.
    [GeneratedRegex(@"pass(w|phrase)|pwd|secret|token|cookie|credential|api[-_]?key|private[-_ ]?key|\b(root|user)?pw=|\b(data|string)=|://[^/\s@:]*:[^/\s@]+@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Secret();
}

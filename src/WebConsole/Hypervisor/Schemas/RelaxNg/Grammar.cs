using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace WebConsole.Hypervisor.Schemas.RelaxNg;

/// <summary>A grammar in RELAX NG's XML syntax, as far as libvirt's schemas use it: no lists, no nested grammars, no names from a whole namespace.</summary>
internal sealed class Grammar
{
    // Parts that libvirt's schemas have: some thousands.
    private const int MostParts = 200_000;
    private const int DeepestReference = 64;

    private static readonly XNamespace Rng = "http://relaxng.org/ns/structure/1.0";

    private readonly Dictionary<string, List<XElement>> _definitions = [];
    private readonly List<XElement> _starts = [];
    private readonly Lazy<Pattern> _start;

    private Grammar() => _start = new Lazy<Pattern>(() => _starts.Select(start => Group(start, 0)).Aggregate(PatternPool.NotAllowed, Pool.Choice));

    public PatternPool Pool { get; } = new(MostParts);

    public Pattern Start => _start.Value;

    /// <param name="file">The grammar's file.</param>
    /// <param name="read">Reads a file by its name; it comes from the schema's package, so it is trusted.</param>
    /// <exception cref="NotSupportedException">It uses what is not understood.</exception>
    public static Grammar Read(string file, Func<string, XDocument> read)
    {
        var grammar = new Grammar();
        grammar.Include(file, read, []);
        _ = grammar.Start;
        return grammar;
    }

    private void Include(string file, Func<string, XDocument> read, HashSet<string> included)
    {
        // What an included grammar begins with is for itself alone.
        var isFirst = included.Count == 0;
        if (!included.Add(file))
            return;
        foreach (var part in read(file).Root!.Elements())
        {
            if (part.Name == Rng + "include")
                Include(part.Attribute("href")!.Value, read, included);
            else if (part.Name == Rng + "start" && isFirst)
                _starts.Add(part);
            else if (part.Name == Rng + "define")
                (_definitions.TryGetValue(part.Attribute("name")!.Value, out var all) ? all : _definitions[part.Attribute("name")!.Value] = []).Add(part);
        }
    }

    // A name that is defined several times is a choice between its definitions.
    private Pattern Named(string name, int depth) => depth > DeepestReference ? throw new NotSupportedException($"{name} contains itself.")
        : _definitions.TryGetValue(name, out var all) ? all.Select(definition => Group(definition, depth + 1)).Aggregate(PatternPool.NotAllowed, Pool.Choice)
        : throw new NotSupportedException($"{name} is not defined.");

    private Pattern Group(XElement holder, int depth) => Parts(holder).Select(part => Of(part, depth)).Aggregate(PatternPool.Empty, Pool.Group);

    private static IEnumerable<XElement> Parts(XElement holder) =>
        holder.Elements().Where(part => part.Name.Namespace == Rng && part.Name.LocalName is not ("anyName" or "nsName" or "name" or "param" or "except"));

    private Pattern Of(XElement part, int depth) => part.Name.LocalName switch
    {
        "element" => PatternPool.Element(NameOf(part, ownSpace: true), () => Group(part, 0)),
        "attribute" => PatternPool.Attribute(NameOf(part, ownSpace: false), Parts(part).Any() ? Group(part, depth) : PatternPool.Text),
        "ref" => Named(part.Attribute("name")!.Value.Trim(), depth),
        "group" => Group(part, depth),
        "choice" => Parts(part).Select(inner => Of(inner, depth)).Aggregate(PatternPool.NotAllowed, Pool.Choice),
        "interleave" => Parts(part).Select(inner => Of(inner, depth)).Aggregate(PatternPool.Empty, Pool.Interleave),
        "mixed" => Pool.Interleave(PatternPool.Text, Group(part, depth)),
        "optional" => Pool.Optional(Group(part, depth)),
        "zeroOrMore" => Pool.Optional(Pool.OneOrMore(Group(part, depth))),
        "oneOrMore" => Pool.OneOrMore(Group(part, depth)),
        "text" => PatternPool.Text,
        "empty" => PatternPool.Empty,
        "notAllowed" => PatternPool.NotAllowed,
        "value" => PatternPool.Data(new WordKind(part.Value.Trim())),
        "data" => PatternPool.Data(TypeOf(part)),
        var other => throw new NotSupportedException($"{other} is not understood."),
    };

    private static NameKind NameOf(XElement part, bool ownSpace)
    {
        if (part.Attribute("name")?.Value.Trim() is { } name)
            return Named(name, ownSpace ? part.AncestorsAndSelf().Attributes("ns").FirstOrDefault()?.Value : part.Attribute("ns")?.Value);
        return part.Element(Rng + "anyName") is { } any
            ? new NameKind(null, [.. any.Elements(Rng + "except").Elements(Rng + "name").Select(except => Named(except.Value.Trim(), except.AncestorsAndSelf().Attributes("ns").FirstOrDefault()?.Value))])
            : throw new NotSupportedException("A name that is not understood.");
    }

    private static NameKind Named(string name, string? space) => new(XName.Get(name, space ?? ""), []);

    private static TypeKind TypeOf(XElement data)
    {
        var limits = data.Elements(Rng + "param").ToLookup(limit => limit.Attribute("name")!.Value, limit => limit.Value);
        decimal? Number(string name) => limits[name].Select(value => (decimal?)decimal.Parse(value.Trim(), CultureInfo.InvariantCulture)).FirstOrDefault();
        return new TypeKind(data.Attribute("type")!.Value)
        {
            Patterns = [.. limits["pattern"].Select(Expression)],
            Least = Number("minInclusive"),
            Most = Number("maxInclusive"),
            MostLetters = (int?)Number("maxLength"),
        };
    }

    /// <summary>XML Schema's expressions match the whole text, and ^ and $ are letters in them. Without backtracking, so that no text takes long.</summary>
    private static Regex Expression(string pattern)
    {
        var written = new StringBuilder();
        var inClass = false;
        for (var at = 0; at < pattern.Length; at++)
        {
            var letter = pattern[at];
            if (letter == '\\' && at + 1 < pattern.Length)
            {
                written.Append(letter).Append(pattern[++at]);
                continue;
            }
            if (!inClass && letter is '^' or '$')
                written.Append('\\');
            inClass = letter == '[' ? true : letter != ']' && inClass;
            written.Append(letter);
        }
        return new Regex($@"\A(?:{written})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }
}

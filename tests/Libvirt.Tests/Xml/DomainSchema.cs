using System.Collections.Immutable;
using System.Xml.Linq;
using Libvirt.Xml;
using Xunit;

namespace Libvirt.Tests.Xml;

/// <summary>
/// Every element and attribute that libvirt's own RELAX NG schema names below a domain, as paths such as
/// <c>domain/cputune/vcpupin@cpuset</c>. An element is a path of its own if it has text, or if it has nothing inside, so
/// that being there is what it says; one that only holds others is not.
/// </summary>
internal sealed class DomainSchema
{
    private const string Folder = "/usr/share/libvirt/schemas";
    private static readonly XNamespace Rng = "http://relaxng.org/ns/structure/1.0";
    private readonly Dictionary<string, List<XElement>> _patterns = [];
    private readonly Dictionary<string, HashSet<string>> _words = [];

    private DomainSchema() { }

    /// <summary>The paths that the schema on this machine has, sorted.</summary>
    public static SortedSet<string> Paths() => Paths("domain.rng", "domain");

    /// <summary>The paths of another one of libvirt's schemas, from the pattern with this name.</summary>
    public static SortedSet<string> Paths(string file, string start) => Read(file, start).Paths;

    /// <summary>The words that a value can be, for paths where they are told.</summary>
    public static IReadOnlyDictionary<string, HashSet<string>> Words() => Read("domain.rng", "domain").Schema._words;

    private static (DomainSchema Schema, SortedSet<string> Paths) Read(string file, string start)
    {
        var schema = new DomainSchema();
        schema.Read(file);
        return (schema, new SortedSet<string>(schema.Named(start, "", []), StringComparer.Ordinal));
    }

    // A name that is defined several times is a choice between its definitions.
    private void Read(string file)
    {
        var path = Path.Combine(Folder, file);
        Assert.True(File.Exists(path), $"{path} is missing: the tests need libvirt's schemas (package libvirt0).");
        foreach (var part in SafeXml.Parse(File.ReadAllText(path)).Root!.Elements())
        {
            if (part.Name == Rng + "include")
                Read(part.Attribute("href")!.Value);
            else if (part.Name == Rng + "define")
                (_patterns.TryGetValue(part.Attribute("name")!.Value, out var patterns) ? patterns : _patterns[part.Attribute("name")!.Value] = []).Add(part);
        }
    }

    // What contains itself, such as a backing store, is followed once: its paths would have no end.
    private IEnumerable<string> Named(string name, string path, ImmutableHashSet<string> within) =>
        within.Contains(name) ? [] : _patterns[name].SelectMany(pattern => Inside(pattern, path, within.Add(name)));

    private IEnumerable<string> Inside(XElement pattern, string path, ImmutableHashSet<string> within) =>
        pattern.Elements().SelectMany(part => PathsOf(part, path, within)).Distinct();

    private IEnumerable<string> PathsOf(XElement pattern, string path, ImmutableHashSet<string> within) => pattern.Name.LocalName switch
    {
        "ref" => Named(pattern.Attribute("name")!.Value, path, within),
        "attribute" => Inside(pattern, $"{path}@{pattern.Attribute("name")!.Value}", within).DefaultIfEmpty($"{path}@{pattern.Attribute("name")!.Value}"),
        "value" => Word(path, pattern.Value.Trim()),
        "text" or "data" => [path],
        "element" when pattern.Attribute("name") is null => [path + "/*"], // of any name, with anything inside
        "element" => OfElement(pattern, path.Length == 0 ? NameOf(pattern) : $"{path}/{NameOf(pattern)}", within),
        _ => Inside(pattern, path, within),
    };

    private IEnumerable<string> Word(string path, string word)
    {
        (_words.TryGetValue(path, out var words) ? words : _words[path] = []).Add(word);
        return [path];
    }

    private IEnumerable<string> OfElement(XElement pattern, string path, ImmutableHashSet<string> within) =>
        Inside(pattern, path, within).DefaultIfEmpty(path);

    private static string NameOf(XElement pattern)
    {
        var space = pattern.AncestorsAndSelf().Attributes("ns").FirstOrDefault()?.Value ?? "";
        return SchemaPath.Written(XName.Get(pattern.Attribute("name")!.Value, space));
    }
}

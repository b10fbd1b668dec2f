using System.Xml.Linq;
using Libvirt.Xml;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>
/// A definition as a list of paths with values, for comparison with another. It holds digests of secrets
/// (<see cref="DefinitionVersions.DigestOf"/>), never the secrets.
/// </summary>
internal sealed class DefinitionOutline
{
    // The child or attribute that identifies an element among others of the same name; other elements are identified by
    // their position.
    private static readonly string[] Names = ["name", "id", "mac", "ip", "start"];

    private const string FirstOfMany = "[#1]";

    private readonly OrderedDictionary<string, (string Parent, string? Shown, string? Compared)> _places = [];

    private DefinitionOutline()
    {
    }

    public int Count => _places.Count;

    public static DefinitionOutline Of(XElement root, DefinitionSecrets secrets, Func<string, string> digest)
    {
        var outline = new DefinitionOutline();
        foreach (var (path, parent, node) in Walk(root))
        {
            var value = ValueOf(node);
            outline._places[path] = value is not null && secrets.Covers(node) ? (parent, DefinitionSecrets.Mark, digest(value)) : (parent, value, value);
        }
        return outline;
    }

    /// <summary>One of a definition that was read without its secrets.</summary>
    public static DefinitionOutline Plain(XElement root) => Of(root, DefinitionSecrets.Of(root, root), secret => secret);

    /// <summary>
    /// Every element and attribute with its place: <c>os/type@arch</c>, <c>devices/disk[vda]/source@file</c>. Paths
    /// that are otherwise equal get a number, in document order.
    /// </summary>
    public static IEnumerable<(string Path, string Parent, XObject Node)> Walk(XElement root) => Walk(root, "", "", DeviceNames(root), isForeign: false);

    /// <summary>
    /// What was added, removed and changed between this and <paramref name="after"/>. For an added or removed subtree,
    /// only its outermost element.
    /// </summary>
    public IReadOnlyList<DefinitionChange> ChangesTo(DefinitionOutline after)
    {
        var changes = new List<DefinitionChange>();
        foreach (var (path, (parent, shown, compared)) in _places)
        {
            if (!after._places.TryGetValue(path, out var now))
            {
                if (after._places.ContainsKey(parent))
                    changes.Add(new DefinitionChange(path, DefinitionChangeKind.Removed, shown, null));
            }
            else if (now.Compared != compared)
            {
                changes.Add(new DefinitionChange(path, DefinitionChangeKind.Changed, shown, now.Shown));
            }
        }
        changes.AddRange(after._places.Where(place => !_places.ContainsKey(place.Key) && _places.ContainsKey(place.Value.Parent))
            .Select(place => new DefinitionChange(place.Key, DefinitionChangeKind.Added, null, place.Value.Shown)));
        return changes;
    }

    /// <summary>Whether both have the same value at the path.</summary>
    public bool AgreesAt(string path, DefinitionOutline other) =>
        _places.TryGetValue(path, out var mine) == other._places.TryGetValue(path, out var theirs) && mine.Compared == theirs.Compared;

    /// <summary>
    /// The value of an attribute or the own text of an element; <c>null</c> for an element that only contains others.
    /// </summary>
    public static string? ValueOf(XObject node) => node switch
    {
        XAttribute attribute => attribute.Value,
        XElement element when string.Concat(element.Nodes().OfType<XText>().Select(text => text.Value)) is var text
            && !(string.IsNullOrWhiteSpace(text) && (element.HasElements || text.Contains('\n', StringComparison.Ordinal))) && text.Length > 0 => text,
        _ => null,
    };

    private static IEnumerable<(string, string, XObject)> Walk(XElement element, string path, string parent, Dictionary<XElement, string> devices, bool isForeign)
    {
        yield return (path, parent, element);
        foreach (var attribute in element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
            yield return ($"{path}@{attribute.Name.LocalName}", path, attribute);
        var (taken, counted) = (new HashSet<string>(), new Dictionary<string, int>());
        // What other programs wrote is hidden from viewers, who read paths: names in it, too.
        isForeign |= element.Name.Namespace != XNamespace.None;
        var many = element.Elements().GroupBy(child => child.Name).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet();
        foreach (var child in element.Elements())
        {
            var name = child.Name.LocalName + (devices.TryGetValue(child, out var device) ? $"[{device}]" : !many.Contains(child.Name) ? "" : isForeign || child.Name.Namespace != XNamespace.None ? FirstOfMany : NameOf(child));
            // Counted on for each name: there may be thousands of one.
            while (!taken.Add(name))
                name = $"{child.Name.LocalName}[#{counted[child.Name.LocalName] = counted.GetValueOrDefault(child.Name.LocalName) + 1}]";
            foreach (var inner in Walk(child, path.Length == 0 ? name : $"{path}/{name}", path, devices, isForeign))
                yield return inner;
        }
    }

    private static string NameOf(XElement element) =>
        Names.Select(name => element.Attribute(name)?.Value).FirstOrDefault(value => value is not null) is { } name ? $"[{name}]" : FirstOfMany;

    private static Dictionary<XElement, string> DeviceNames(XElement root) => root.Name == "domain"
        ? new DomainXml(root).DevicesByKey().ToDictionary(pair => pair.Value.Element, pair => pair.Key.Name)
        : [];
}

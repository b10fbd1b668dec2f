using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>
/// What the next start of a running network will change, whoever changed its definition. What libvirt adds to the definition in force is no change:
/// figures, the ports of NAT, and the functions of a card.
/// </summary>
internal static class PendingNetwork
{
    private const string Root = "network", Services = "dns/srv";

    private static readonly (string Start, string End) PortsOfNat = ("1024", "65535");

    /// <param name="network">The network.</param>
    /// <param name="operates">Whether who looks may read all of a definition.</param>
    /// <returns>The changes, <see cref="DefinitionChange.Old"/> being what holds now; none where there is one definition.</returns>
    public static IReadOnlyList<DefinitionChange> Of(Network network, bool operates) =>
        network is { Active: true, InactiveXml: { } inactive } && Read(network.Xml, operates) is { } now && Read(inactive, operates) is { } next ? Of(now, next) : [];

    /// <param name="now">The definition in force; its services get the order of the other.</param>
    /// <param name="next">The one for the next start.</param>
    public static IReadOnlyList<DefinitionChange> Of(XElement now, XElement next)
    {
        Align(now, next);
        DefinitionChange[] changes = [.. DefinitionOutline.Plain(now).ChangesTo(DefinitionOutline.Plain(next)).Where(change => Counts(change, now, next))];
        return changes.Length == 0 ? [] : WithValues(changes, now, next);
    }

    /// <summary>Most elements of a network have their value in attributes: what comes or goes as a whole has those.</summary>
    private static IReadOnlyList<DefinitionChange> WithValues(DefinitionChange[] changes, XElement now, XElement next)
    {
        var (has, gets) = (ValuesOf(now), ValuesOf(next));
        return [.. changes.Select(change => change.Kind switch
        {
            DefinitionChangeKind.Added => change with { New = change.New ?? gets.GetValueOrDefault(change.Path) },
            DefinitionChangeKind.Removed => change with { Old = change.Old ?? has.GetValueOrDefault(change.Path) },
            _ => change,
        })];
    }

    private static Dictionary<string, string?> ValuesOf(XElement root) => DefinitionOutline.Walk(root).Where(place => place.Node is XElement { HasElements: false, HasAttributes: true })
        .ToDictionary(place => place.Path, place => (string?)string.Join(' ', ((XElement)place.Node).Attributes().Where(attribute => !attribute.IsNamespaceDeclaration).Select(attribute => attribute.Value)));

    private static bool Counts(DefinitionChange change, XElement now, XElement next) => change switch
    {
        { Path: var path } when path.EndsWith("@connections", StringComparison.Ordinal) => false,
        { Kind: DefinitionChangeKind.Removed, Path: "forward/nat" or "forward/nat/port" } => !HasUsualPorts(now),
        { Kind: DefinitionChangeKind.Removed, Path: var path } when IsFunction(path) => next.Element("forward")?.Element("pf") is null,
        _ => true,
    };

    private static bool HasUsualPorts(XElement now) => now.Element("forward")?.Element("nat") is { } nat && !nat.HasAttributes && nat.Elements().All(part => part.Name == "port")
        && nat.Element("port") is { } port && (port.Attribute("start")?.Value, port.Attribute("end")?.Value) == PortsOfNat;

    private static bool IsFunction(string path) => path.StartsWith("forward/address", StringComparison.Ordinal) || path.StartsWith("forward/interface", StringComparison.Ordinal);

    /// <summary>Services have no name of their own, and those that came while it ran may stand elsewhere.</summary>
    private static void Align(XElement now, XElement next)
    {
        var (has, gets) = (ServicesOf(now), ServicesOf(next).Select(service => service.ToString(SaveOptions.DisableFormatting)).ToList());
        if (has.Count < 2)
            return;
        var ordered = has.OrderBy(service => gets.IndexOf(service.ToString(SaveOptions.DisableFormatting)) is >= 0 and var at ? at : int.MaxValue).Select(service => new XElement(service)).ToList();
        foreach (var (at, service) in has.Index())
            service.ReplaceWith(ordered[at]);
    }

    private static List<XElement> ServicesOf(XElement root) => [.. Services.Split('/').Aggregate((IEnumerable<XElement>)[root], (parents, name) => parents.Elements(name))];

    private static XElement? Read(string text, bool operates) => SafeXml.TryParseRoot(DefinitionMask.For(operates, text), Root, out var root) ? root : null;
}

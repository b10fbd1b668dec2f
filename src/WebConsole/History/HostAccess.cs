using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Appliances.Definitions;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Storage.Volumes;

namespace WebConsole.History;

/// <summary>Settings of a version that reach the host, by their paths: they are brought back on purpose or not at all.</summary>
internal static class HostAccess
{
    private const int MostNamed = 10;

    /// <summary>Those that the definition which stands does not have.</summary>
    public static IReadOnlyList<string> Brought(XElement before, XElement after)
    {
        var has = HarmlessSettings.Others(before, _ => false).ToHashSet();
        return Paths(HarmlessSettings.Others(after, _ => false).Where(finding => !has.Contains(finding)));
    }

    /// <summary>Those of a machine that is not there: all but disks that are on volumes of the host, its networks, and its hypervisor.</summary>
    public static IReadOnlyList<string> Of(InventorySnapshot inventory, string host, XElement machine)
    {
        var domain = new DomainXml(machine);
        var networks = inventory.Networks.Values.Where(network => network.Host == host).Select(network => network.Name).ToHashSet();
        var settled = domain.Disks.Where(disk => DiskVolumes.Of(inventory, host, disk) is not null).Select(disk => disk.Element)
            .Concat(domain.Interfaces.Where(card => card is { Type: "network", SourceNetwork: { } network } && networks.Contains(network)).Select(card => card.Element))
            .SelectMany(device => device.Elements("source").Cast<XObject>().Concat(device.Attributes("type"))).ToHashSet();
        settled.UnionWith(NamedByLibvirt(domain, inventory.Host(host)?.Facts?.Capabilities ?? ""));
        return Paths(HarmlessSettings.Others(machine, settled.Contains));
    }

    /// <exception cref="DefinitionException">There are some.</exception>
    public static void Refuse(IReadOnlyList<string> found)
    {
        if (found.Count > 0)
            throw new DefinitionException($"The version has settings that reach the host, and that stand there no more: {Named(found)}.", "Take them on purpose (hostAccess), or bring back single parts.");
    }

    /// <summary>The first of them, for people.</summary>
    public static string Named(IReadOnlyList<string> found) => string.Join(", ", found.Take(MostNamed)) + (found.Count > MostNamed ? ", …" : "");

    /// <summary>The kind of machine, and the program that runs it.</summary>
    private static IEnumerable<XObject> NamedByLibvirt(DomainXml domain, string capabilities)
    {
        if (domain.Element.Attribute("type") is { } type && capabilities.Contains($"<domain type='{type.Value}'", StringComparison.Ordinal))
            yield return type;
        if (domain.Emulator is { } emulator && capabilities.Contains($"<emulator>{emulator}</emulator>", StringComparison.Ordinal))
            yield return domain.Element.Element("devices")!.Element("emulator")!;
    }

    private static IReadOnlyList<string> Paths(IEnumerable<DefinitionFinding> findings) => [.. findings.Select(finding => finding.Path).Distinct()];
}

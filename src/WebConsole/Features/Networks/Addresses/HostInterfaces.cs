using System.Collections.Immutable;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.HostInterfaces;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Features.Networks.Addresses;

/// <summary>The names of a host's network interfaces.</summary>
/// <param name="All">All of them.</param>
/// <param name="Bridges">Those that a network can hand its machines to: no bridge of a network of libvirt's own.</param>
internal sealed record HostInterfaces(ImmutableArray<string> All, ImmutableArray<string> Bridges)
{
    /// <param name="inventory">What there is.</param>
    /// <param name="host">The host.</param>
    /// <param name="kernel">What its kernel tells; without it, libvirt's list of devices has to do.</param>
    public static HostInterfaces Of(InventorySnapshot inventory, string host, HostInterfaceReading? kernel)
    {
        var own = inventory.Networks.Values.Where(network => network.Host == host && NetworkBridge.IsOwn(Libvirt.Xml.NetworkXml.TryParse(network.Xml, out var xml) ? xml : null)).Select(network => network.Bridge).ToHashSet();
        HostInterface[] all = [.. (kernel?.All ?? LibvirtInterfaces.Of(inventory.NodeDevices.Values.Where(device => device.Host == host), [])).OrderBy(one => one.Name, NaturalOrder.Instance)];
        return new([.. all.Select(one => one.Name)], [.. all.Where(one => one.Kind is InterfaceKind.Bridge && !own.Contains(one.Name)).Select(one => one.Name)]);
    }

    /// <summary>What is wrong with the name of an interface that there has to be; <c>null</c> where nobody can say.</summary>
    public string? WhyUnknown(string name, string host) => All.IsEmpty || All.Contains(name) ? null : $"There is no network device {name} on {host}.";
}

using System.Collections.Immutable;
using WebConsole.Hypervisor.HostDevices;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Features.Networks.Addresses;

/// <summary>The names of a host's network interfaces, as its kernel and libvirt know them.</summary>
/// <param name="All">All of them.</param>
/// <param name="Bridges">Those that a network can hand its machines to: no bridge of a network of libvirt's own.</param>
internal sealed record HostInterfaces(ImmutableArray<string> All, ImmutableArray<string> Bridges)
{
    public static HostInterfaces Of(InventorySnapshot inventory, string host, KernelNetworks? kernel)
    {
        var own = inventory.Networks.Values.Where(network => network.Host == host && NetworkUsers.HasOwnBridge(Libvirt.Xml.NetworkXml.TryParse(network.Xml, out var xml) ? xml : null)).Select(network => network.Bridge).ToHashSet();
        var listed = inventory.NodeDevices.Values.Where(device => device.Host == host).Select(device => HostDevice.Of(device).Xml?.InterfaceName).OfType<string>();
        ImmutableArray<string> all = [.. listed.Concat(kernel?.Interfaces ?? []).Distinct(StringComparer.Ordinal).Order(NaturalOrder.Instance)];
        return new(all, [.. (kernel?.Bridges ?? []).Where(name => !own.Contains(name)).Order(NaturalOrder.Instance)]);
    }

    /// <summary>What is wrong with the name of an interface that there has to be; <c>null</c> where nobody can say.</summary>
    public string? WhyUnknown(string name, string host) => All.IsEmpty || All.Contains(name) ? null : $"There is no network device {name} on {host}.";
}

using Libvirt.Xml;
using WebConsole.Components.Shared;
using WebConsole.Hosting;

namespace WebConsole.Features.Machines.Hardware;

internal static class NetworkCardWords
{
    public static HardwareItem Describe(InterfaceXml card, HardwareContext context)
    {
        var network = card.SourceNetwork is { } name ? context.Network(name) : null;
        return new HardwareItem(
            HardwareKind.NetworkCard,
            "Network card" + Words.With(" ", card.MacAddress),
            Words.List(
                Words.Name(card.Model),
                Connection(card, context),
                card.Vlans.Count > 0 ? "VLAN " + Words.Name(string.Join(", ", card.Vlans.Select(vlan => vlan.Id))) : null,
                Words.With("tap ", card.TargetDevice),
                Words.With("seen as ", card.GuestDevice),
                Words.With("filtered by ", card.Filter) + Words.With(" (", card.FilterParameters.Count == 0 ? null : string.Join(", ", card.FilterParameters.Take(8).Select(Told)), ")"),
                Words.With("queues: ", card.Queues > 1 ? card.Queues : null),
                card.PortForwards.Count > 0 ? "ports of the host lead to it" : null,
                Words.With("MTU ", card.Mtu),
                Words.When(card.LinkState == "down", "cable unplugged")),
            network is null ? null : AppUrls.Network(network.Host, network.Uuid));
    }

    /// <summary>Viewers read it.</summary>
    private static string? Told(FilterParameterXml parameter) => FilterParameterXml.KnownNames.Contains(parameter.Name) ? $"{parameter.Name} {parameter.Value}" : parameter.Name;

    private static string? Connection(InterfaceXml card, HardwareContext context) => card.Type switch
    {
        "network" => $"on network {Words.Name(card.SourceNetwork)}{Words.With(", port group ", card.SourcePortGroup)}",
        "bridge" => "on the host's bridge " + Words.Name(card.SourceBridge),
        "direct" => $"directly on the host's card {Words.Name(card.SourceDevice)}{Words.With(" (", card.SourceMode, ")")}",
        "user" => "through the host's own connections, without an address in a network",
        "ethernet" => "on a device of the host that is not libvirt's to connect",
        "hostdev" => Words.With("the host's card ", card.SourcePciAddress) + Words.With(" (", context.PciDeviceName(card.SourcePciAddress ?? ""), ")"),
        "vhostuser" => "on a switch in user space at " + Words.Name(card.SourceSocket),
        "vdpa" => "on the host's vDPA device " + Words.Name(card.SourceDevice),
        _ => Words.With("connected by ", card.Type),
    };
}

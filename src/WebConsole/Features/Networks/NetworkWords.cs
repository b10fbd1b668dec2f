using Libvirt.Xml;
using WebConsole.Security;

namespace WebConsole.Features.Networks;

/// <summary>Texts for virtual networks; they are also localizer keys.</summary>
internal static class NetworkWords
{
    /// <summary>As viewers may read it.</summary>
    public static NetworkXml ForViewers(NetworkXml network) => NetworkXml.Parse(DefinitionMask.For(operates: false, network.ToXml()));

    /// <summary>How its machines reach other networks.</summary>
    public static string Kind(NetworkXml? network) => network?.ForwardMode switch
    {
        _ when network is null => "unknown",
        null => "isolated",
        "nat" => "NAT",
        "route" => "routed",
        "open" => "open",
        "bridge" => network.Bridge is null ? "macvtap, bridge mode" : network.VirtualPort.Type is "openvswitch" ? "Open vSwitch" : "host bridge",
        "private" => "macvtap, private mode",
        "vepa" => "macvtap, VEPA mode",
        "passthrough" => "macvtap, pass-through",
        "hostdev" => "SR-IOV pool",
        var other => other,
    };

    /// <summary>How packets leave, by the API's word: that of a new network.</summary>
    public static string Mode(NetworkXml network) => network.ForwardMode switch
    {
        null => "isolated",
        "bridge" when network.Bridge is not null => "bridge",
        "bridge" or "private" or "vepa" or "passthrough" => "macvtap",
        "hostdev" => "sriov",
        var other => other,
    };

    /// <summary>The meaning of <see cref="Kind"/>, in one sentence.</summary>
    public static string? Meaning(NetworkXml? network) => network?.ForwardMode switch
    {
        _ when network is null => null,
        null => "Machines reach each other and the host, nothing else.",
        "nat" => "Machines reach the outside under the host's address; nobody outside reaches them but by port forwards.",
        "route" => "Machines reach the outside under their own addresses; routers there have to know the way back.",
        "open" => "The host routes and libvirt adds no firewall rules.",
        "bridge" => "Machines are on the host's own network, as if plugged in beside it.",
        _ => null,
    };

    /// <summary>The host's network interfaces through which packets leave; all of them if it uses a set.</summary>
    public static string? LeavesBy(NetworkXml? network) => string.Join(", ", Devices(network)) is { Length: > 0 } text ? text : null;

    /// <summary>The same as a list, with the PCI addresses of virtual functions.</summary>
    // libvirt repeats the first of several interfaces as the device.
    public static IReadOnlyList<string> Devices(NetworkXml? network) => network is null ? []
        : [.. network.ForwardInterfaces.Append(network.ForwardDevice).Append(network.ForwardPhysicalFunction).OfType<string>().Distinct(StringComparer.Ordinal), .. network.ForwardPciAddresses];
}

using System.Collections.Immutable;
using MudBlazor;

namespace WebConsole.Features.Networks.Making;

/// <summary>A way in which the machines of a network reach others.</summary>
/// <param name="Word">Its name in the API.</param>
/// <param name="Label">The same for people.</param>
/// <param name="Purpose">What it is for, in one sentence.</param>
/// <param name="Icon">One of MudBlazor's icons.</param>
internal sealed record NetworkMode(string Word, string Label, string Purpose, string Icon)
{
    public const string Nat = "nat", Route = "route", Open = "open", Isolated = "isolated", Bridge = "bridge", Macvtap = "macvtap", Sriov = "sriov";

    public static ImmutableArray<NetworkMode> All { get; } =
    [
        new(Nat, "NAT", "Machines reach the outside under the host's address.", Icons.Material.Outlined.Router) { HasAddresses = true },
        new(Bridge, "Host bridge", "Machines are on the host's own network, as if plugged in beside it.", Icons.Material.Outlined.Hub),
        new(Isolated, "Isolated", "Machines reach each other and the host, nothing else.", Icons.Material.Outlined.Shield) { HasAddresses = true },
        new(Route, "Routed", "Machines reach the outside under their own addresses.", Icons.Material.Outlined.AltRoute) { HasAddresses = true },
        new(Open, "Open", "As routed, and libvirt adds no firewall rules.", Icons.Material.Outlined.LockOpen) { HasAddresses = true },
        new(Macvtap, "Macvtap", "Machines share a network card of the host; the host itself does not reach them by it.", Icons.Material.Outlined.SettingsEthernet),
        new(Sriov, "SR-IOV", "Each machine gets a virtual function of a card, past the host.", Icons.Material.Outlined.DeveloperBoard),
    ];

    /// <summary>Whether libvirt makes its bridge: then it has addresses, DHCP and DNS.</summary>
    public bool HasAddresses { get; init; }

    public static NetworkMode? Of(string? word) => All.FirstOrDefault(mode => mode.Word == word);

    /// <summary>Why a new network of this kind can't have a field that it was given; <c>null</c> where it can.</summary>
    /// <param name="field">Its name in the API.</param>
    /// <param name="openVSwitch">Whether it is on a bridge of Open vSwitch.</param>
    public string? WhyNo(string field, bool openVSwitch) => field switch
    {
        "bridge" => HasAddresses || Word is Bridge ? null : "Only where machines are on a bridge.",
        "openVSwitch" => Word is Bridge ? null : "Only with bridge.",
        "device" => Word is Nat or Route or Macvtap or Sriov ? null : "Only with nat, route, macvtap and sriov.",
        "devices" or "mode" => Word is Macvtap ? null : "Only with macvtap.",
        "pciAddresses" => Word is Sriov ? null : "Only with sriov.",
        "natIpv6" => Word is Nat ? null : "Only with nat.",
        "vlans" or "trunk" => Word is Sriov || openVSwitch ? null : "Only with sriov, and on a bridge of Open vSwitch.",
        "isolatedPorts" => HasAddresses || (Word is Bridge && !openVSwitch) ? null : "Only where machines are on a bridge of Linux.",
        "portGroups" => null,
        _ => HasAddresses ? null : "Only with nat, route, open and isolated: elsewhere the network outside decides.",
    };
}

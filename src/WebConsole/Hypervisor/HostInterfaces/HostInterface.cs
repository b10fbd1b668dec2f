using System.Collections.Immutable;

namespace WebConsole.Hypervisor.HostInterfaces;

/// <summary>A network interface of a host at one moment. All texts in it are untrusted; what is not known is <c>null</c>.</summary>
public sealed record HostInterface
{
    public required string Name { get; init; }
    public required InterfaceKind Kind { get; init; }

    /// <summary>The kernel's number of it.</summary>
    public int? Index { get; init; }

    /// <summary>Whether it is switched on.</summary>
    public bool? IsUp { get; init; }

    /// <summary>Whether its cable is plugged in, or what it consists of is connected.</summary>
    public bool? HasCarrier { get; init; }

    /// <summary>In Mbit/s.</summary>
    public int? Speed { get; init; }

    public int? Mtu { get; init; }
    public string? Mac { get; init; }

    /// <summary>The kernel's driver of a card.</summary>
    public string? Driver { get; init; }

    public ImmutableArray<InterfaceAddress> Addresses { get; init; } = [];

    /// <summary>The bridge or bond that it is a port of.</summary>
    public string? Master { get; init; }

    /// <summary>What a VLAN or a macvtap lies on.</summary>
    public string? Parent { get; init; }

    public int? VlanId { get; init; }

    /// <summary>Of a bond: <c>802.3ad</c>, <c>active-backup</c>.</summary>
    public string? BondMode { get; init; }

    /// <summary>Of a bond, the port that is at work; <c>null</c> where several are.</summary>
    public string? ActivePort { get; init; }

    /// <summary>Of a bridge: whether it looks for loops.</summary>
    public bool? Stp { get; init; }

    /// <summary>Of a bridge: whether it tells VLANs apart.</summary>
    public bool? FiltersVlans { get; init; }

    /// <summary>What configures it.</summary>
    public InterfaceKeeper Keeper { get; init; }

    /// <summary>The IPv4 gateway of a default route over it.</summary>
    public string? Gateway { get; init; }

    /// <summary>In bytes, since it is there.</summary>
    public long? Received { get; init; }

    /// <inheritdoc cref="Received"/>
    public long? Sent { get; init; }

    /// <summary>In bytes a second, since the last look.</summary>
    public double? ReceivedRate { get; init; }

    /// <inheritdoc cref="ReceivedRate"/>
    public double? SentRate { get; init; }

    /// <summary>The stable word: <c>up</c>, <c>no-carrier</c>, <c>down</c>, <c>unknown</c>.</summary>
    public string State => this switch
    {
        { IsUp: false } => "down",
        { HasCarrier: false } => "no-carrier",
        { IsUp: true } or { HasCarrier: true } => "up",
        _ => "unknown",
    };

    /// <summary>The state for people; a localizer's key.</summary>
    public string StateWord => State is "no-carrier" ? "no link" : State;

    /// <summary>Whether a bridge can be made over it. The kernel takes no wireless card that is a client into one.</summary>
    public bool CanBePort => Kind is InterfaceKind.Card or InterfaceKind.Bond or InterfaceKind.Vlan or InterfaceKind.Veth;
}

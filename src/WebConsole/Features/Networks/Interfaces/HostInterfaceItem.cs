using WebConsole.Hypervisor;
using WebConsole.Hypervisor.HostDevices;
using WebConsole.Hypervisor.HostInterfaces;

namespace WebConsole.Features.Networks.Interfaces;

/// <summary>A network interface of a host, as the API shows it; what is not known is missing.</summary>
internal sealed record HostInterfaceItem
{
    public required string Host { get; init; }
    public required string Name { get; init; }

    /// <summary><c>card</c>, <c>wireless</c>, <c>bond</c>, <c>vlan</c>, <c>bridge</c>, <c>tap</c>, <c>macvtap</c>, <c>veth</c>, <c>open-vswitch</c>, <c>virtual</c>, <c>loopback</c> or <c>unknown</c>.</summary>
    public required string Kind { get; init; }

    /// <summary><c>up</c>, <c>no-carrier</c>, <c>down</c> or <c>unknown</c>.</summary>
    public required string State { get; init; }

    /// <summary>In Mbit/s.</summary>
    public int? Speed { get; init; }

    public int? Mtu { get; init; }
    public string? Mac { get; init; }
    public string? Driver { get; init; }
    public required IReadOnlyList<InterfaceAddressItem> Addresses { get; init; }

    /// <summary>The bridge or bond that it is a port of.</summary>
    public string? Master { get; init; }

    /// <summary>The ports of a bridge or bond.</summary>
    public IReadOnlyList<string>? Ports { get; init; }

    /// <summary>What a VLAN or a macvtap lies on.</summary>
    public string? Parent { get; init; }

    public int? Vlan { get; init; }
    public string? BondMode { get; init; }

    /// <summary>Of a bond: the port that is at work.</summary>
    public string? ActivePort { get; init; }

    /// <summary>Of a bridge: whether it looks for loops.</summary>
    public bool? Stp { get; init; }

    /// <summary>What configures it: <c>NetworkManager</c>, <c>netplan</c>, <c>systemd-networkd</c> or <c>ifupdown</c>.</summary>
    public string? ConfiguredBy { get; init; }

    /// <summary>The IPv4 gateway of a default route over it.</summary>
    public string? Gateway { get; init; }

    /// <summary>In bytes, since it is there.</summary>
    public long? Received { get; init; }

    public long? Sent { get; init; }

    /// <summary>In bytes a second; known while somebody looks.</summary>
    public double? ReceivedRate { get; init; }

    public double? SentRate { get; init; }

    /// <summary>The machines and virtual networks that use it.</summary>
    public required IReadOnlyList<InterfaceUserItem> Users { get; init; }

    public static HostInterfaceItem Of(HostInterface one, HostInterfaceReading reading, InterfaceUsers users) => new()
    {
        Host = reading.Host, Name = one.Name, Kind = one.Kind.ToToken(), State = one.State, Speed = one.Speed, Mtu = one.Mtu, Mac = one.Mac, Driver = one.Driver,
        Addresses = [.. one.Addresses.Select(address => new InterfaceAddressItem(address.Address, address.IsAutomatic))],
        Master = one.Master, Ports = one.Kind is InterfaceKind.Bridge or InterfaceKind.Bond ? [.. reading.PortsOf(one.Name).Select(port => port.Name)] : null, Parent = one.Parent, Vlan = one.VlanId,
        BondMode = one.BondMode, ActivePort = one.ActivePort, Stp = one.Stp, ConfiguredBy = one.Keeper.ToWord(), Gateway = one.Gateway, Received = one.Received, Sent = one.Sent, ReceivedRate = one.ReceivedRate, SentRate = one.SentRate,
        Users = [.. users.Of(one.Name).Where(use => use.Id is not null).Select(InterfaceUserItem.Of)],
    };
}

/// <summary>An address of an interface.</summary>
/// <param name="Address">With its prefix length.</param>
/// <param name="Automatic">Whether DHCP or a router gave it.</param>
internal sealed record InterfaceAddressItem(string Address, bool? Automatic);

/// <summary>Who uses an interface.</summary>
/// <param name="Kind"><c>machine</c> or <c>network</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Uuid">Its UUID.</param>
/// <param name="Now">Whether at the moment, or when it starts.</param>
internal sealed record InterfaceUserItem(string Kind, string Name, string Uuid, bool Now)
{
    public static InterfaceUserItem Of(DeviceUse use) => new(use.Id!.Value.Kind.ToToken(), use.Name, use.Id.Value.Key, use.Now);
}

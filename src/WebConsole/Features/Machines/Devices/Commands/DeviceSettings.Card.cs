namespace WebConsole.Features.Machines.Devices.Commands;

// Of network cards. What it is connected to is one of Network, Bridge, Device and User.
public abstract partial record DeviceSettings
{
    /// <summary>The name of the virtual network that it is connected to.</summary>
    public string? Network { get; init; }

    /// <summary>The group of ports in <see cref="Network"/>.</summary>
    public string? PortGroup { get; init; }

    /// <summary>The bridge of the host that it is connected to.</summary>
    public string? Bridge { get; init; }

    /// <summary>The network device of the host that it shares by macvtap.</summary>
    public string? Device { get; init; }

    /// <summary>How macvtap forwards: <c>bridge</c>, the default, <c>vepa</c>, <c>private</c>, <c>passthrough</c>. Of a new folder by 9p, how its files belong to somebody: <c>mapped</c>, the default, <c>passthrough</c>, <c>squash</c>.</summary>
    public string? Mode { get; init; }

    /// <summary>Whether it goes through QEMU's own network, without an address in any other.</summary>
    public bool? User { get; init; }

    /// <summary>Its MAC address; a new one is chosen by default. Of a card that there is, it changes at a start only.</summary>
    public string? Mac { get; init; }

    /// <summary>Whether its cable is plugged in: <c>up</c> or <c>down</c>.</summary>
    public string? Link { get; init; }

    /// <summary>The largest packet in bytes; 0 for the network's. It changes at a start only.</summary>
    public int? Mtu { get; init; }

    /// <summary>The packet filter of the host that guards it.</summary>
    public string? Filter { get; init; }

    /// <summary>The limit of what the guest receives.</summary>
    public CardRate? Inbound { get; init; }

    /// <summary>The limit of what the guest sends.</summary>
    public CardRate? Outbound { get; init; }

    /// <summary>The VLAN of its packets, where the switch knows VLANs; 0 for none.</summary>
    public int? Vlan { get; init; }
}

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

    /// <summary>What the filter is told; all of it.</summary>
    public IReadOnlyList<FilterParameter>? FilterParameters { get; init; }

    /// <summary>The VLAN of its packets, where the switch knows VLANs; 0 for none.</summary>
    public int? Vlan { get; init; }

    /// <summary>The VLANs that the guest itself tells apart, in place of <see cref="Vlan"/>; empty for none.</summary>
    public IReadOnlyList<int>? Vlans { get; init; }

    /// <summary>Which of <see cref="Vlans"/> packets without a tag belong to.</summary>
    public int? NativeVlan { get; init; }

    /// <summary>How many queues a card of the model virtio has; 0 for one. It changes at a start only.</summary>
    public int? Queues { get; init; }

    /// <summary>How many packets a queue to the guest holds, a power of 2; 0 for QEMU's own. It changes at a start only.</summary>
    public int? RxQueueSize { get; init; }

    /// <summary>The same of queues from the guest.</summary>
    public int? TxQueueSize { get; init; }

    /// <summary>With <see cref="User"/>: ports of the host that lead to the guest, by the program passt. They change at a start only.</summary>
    public IReadOnlyList<PortForward>? Forwards { get; init; }
}

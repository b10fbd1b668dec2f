namespace Libvirt.Xml;

public sealed partial class InterfaceXml
{
    /// <summary>What moves the packets: <c>vhost</c>, <c>qemu</c>, <c>vfio</c>.</summary>
    public string? DriverName { get => Get("driver@name"); set => Set("driver@name", value); }

    /// <summary>How many queues a virtio card has.</summary>
    public int? Queues { get => GetInt("driver@queues"); set => SetNumber("driver@queues", value); }

    /// <summary>How many packets a queue to the guest holds, a power of 2; null for QEMU's own.</summary>
    public int? ReceiveQueueSize { get => GetInt("driver@rx_queue_size"); set => SetNumber("driver@rx_queue_size", value); }

    /// <summary>How many packets a queue from the guest holds, a power of 2; null for QEMU's own.</summary>
    public int? SendQueueSize { get => GetInt("driver@tx_queue_size"); set => SetNumber("driver@tx_queue_size", value); }

    /// <summary>How packets are sent when the queue is full: <c>iothread</c> or <c>timer</c>.</summary>
    public string? SendMode { get => Get("driver@txmode"); set => Set("driver@txmode", value); }

    /// <summary>Whether packets are handled outside the vCPU's thread; null for QEMU's own.</summary>
    public bool? IoEventFd { get => GetOnOff("driver@ioeventfd"); set => SetOnOff("driver@ioeventfd", value); }

    /// <summary>Whether host and guest spare each other notifications; null for QEMU's own.</summary>
    public bool? EventIndex { get => GetOnOff("driver@event_idx"); set => SetOnOff("driver@event_idx", value); }

    /// <summary>Whether the host spreads packets over the queues by their hash.</summary>
    public bool? ReceiveSideScaling { get => GetOnOff("driver@rss"); set => SetOnOff("driver@rss", value); }

    /// <summary>Whether the guest is told that hash.</summary>
    public bool? HashReport { get => GetOnOff("driver@rss_hash_report"); set => SetOnOff("driver@rss_hash_report", value); }

    /// <summary>What the host's side does in the guest's stead.</summary>
    public InterfaceOffloadsXml HostOffloads => new(this, "driver/host");

    /// <summary>What the guest's driver accepts undone.</summary>
    public InterfaceOffloadsXml GuestOffloads => new(this, "driver/guest");

    /// <summary>Options that all virtio devices have.</summary>
    public VirtioOptionsXml VirtioOptions => new(this, "driver");

    /// <summary>Who connects a card of type <c>user</c>: <c>default</c> (QEMU) or <c>passt</c>.</summary>
    public string? BackendType { get => Get("backend@type"); set => Set("backend@type", value); }

    /// <summary>The host's device file for taps; null for <c>/dev/net/tun</c>.</summary>
    public string? BackendTapPath { get => Get("backend@tap"); set => Set("backend@tap", value); }

    /// <summary>The host's device file for vhost; null for <c>/dev/vhost-net</c>.</summary>
    public string? BackendVhostPath { get => Get("backend@vhost"); set => Set("backend@vhost", value); }

    /// <summary>The file that passt writes its log to.</summary>
    public string? BackendLogFile { get => Get("backend@logFile"); set => Set("backend@logFile", value); }

    /// <summary>Ports of the host that passt hands on to the guest.</summary>
    public XmlList<PortForwardXml> PortForwards => Views("portForward", e => new PortForwardXml(e));

    /// <summary>How much the guest may send before it waits, in bytes; null or 0 for no limit.</summary>
    public long? SendBufferBytes { get => GetLong("tune/sndbuf"); set => SetNumber("tune/sndbuf", value); }

    /// <summary>How many packets to the guest may wait for one interrupt.</summary>
    public int? CoalescedFrames { get => GetInt("coalesce/rx/frames@max"); set => SetNumber("coalesce/rx/frames@max", value); }
}

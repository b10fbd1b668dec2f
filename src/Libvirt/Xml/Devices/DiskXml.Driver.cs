namespace Libvirt.Xml;

public sealed partial class DiskXml
{
    /// <summary>The driver, <c>qemu</c> in general.</summary>
    public string? DriverName { get => Get("driver@name"); set => Set("driver@name", value); }

    /// <summary>The image's format: <c>raw</c>, <c>qcow2</c>, …</summary>
    public string? DriverType { get => Get("driver@type"); set => Set("driver@type", value); }

    /// <summary>The host's cache: <c>none</c>, <c>writeback</c>, <c>writethrough</c>, <c>directsync</c>, <c>unsafe</c>, <c>default</c>.</summary>
    public string? Cache { get => Get("driver@cache"); set => Set("driver@cache", value); }

    /// <summary>How requests are made: <c>native</c>, <c>threads</c>, <c>io_uring</c>.</summary>
    public string? Io { get => Get("driver@io"); set => Set("driver@io", value); }

    /// <summary>What happens to blocks the guest discards: <c>unmap</c> or <c>ignore</c>.</summary>
    public string? Discard { get => Get("driver@discard"); set => Set("driver@discard", value); }

    /// <summary>What happens to zeroes the guest writes: <c>off</c>, <c>on</c>, <c>unmap</c>.</summary>
    public string? DetectZeroes { get => Get("driver@detect_zeroes"); set => Set("driver@detect_zeroes", value); }

    /// <summary>What happens on an error: <c>stop</c>, <c>report</c>, <c>ignore</c>, <c>enospace</c>.</summary>
    public string? ErrorPolicy { get => Get("driver@error_policy"); set => Set("driver@error_policy", value); }

    /// <summary>What happens on an error of reading, where that is another: <c>stop</c>, <c>report</c>, <c>ignore</c>.</summary>
    public string? ReadErrorPolicy { get => Get("driver@rerror_policy"); set => Set("driver@rerror_policy", value); }

    /// <summary>Whether what is read of the images below is copied into this one.</summary>
    public bool? CopyOnRead { get => GetOnOff("driver@copy_on_read"); set => SetOnOff("driver@copy_on_read", value); }

    /// <summary>The I/O thread that serves it, from 1.</summary>
    public int? IoThread { get => GetInt("driver@iothread"); set => SetNumber("driver@iothread", value); }

    /// <summary>How many queues a virtio disk has.</summary>
    public int? Queues { get => GetInt("driver@queues"); set => SetNumber("driver@queues", value); }

    /// <summary>How many requests a queue of a virtio disk holds, a power of 2.</summary>
    public int? QueueSize { get => GetInt("driver@queue_size"); set => SetNumber("driver@queue_size", value); }

    /// <summary>Whether requests of a virtio disk are handled outside the vCPU's thread; null for QEMU's own.</summary>
    public bool? IoEventFd { get => GetOnOff("driver@ioeventfd"); set => SetOnOff("driver@ioeventfd", value); }

    /// <summary>Whether host and guest spare each other notifications; null for QEMU's own.</summary>
    public bool? EventIndex { get => GetOnOff("driver@event_idx"); set => SetOnOff("driver@event_idx", value); }

    /// <summary>The most memory for QEMU's cache of a qcow2 image's metadata; null for QEMU's own.</summary>
    public long? MetadataCacheBytes { get => GetBytes("driver/metadata_cache/max_size", "b"); set => SetBytes("driver/metadata_cache/max_size", value, "b"); }

    /// <summary>Options that all virtio devices have.</summary>
    public VirtioOptionsXml VirtioOptions => new(this, "driver");
}

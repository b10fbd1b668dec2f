namespace WebConsole.Features.Machines.Devices.Commands;

// Of disks and drives.
public abstract partial record DeviceSettings
{
    /// <summary>The bus: <c>virtio</c>, <c>scsi</c>, <c>sata</c>, <c>ide</c>, <c>usb</c>. It changes at a start only, and with it the disk's name.</summary>
    public string? Bus { get; init; }

    /// <summary>How the host caches it: <c>none</c>, <c>writeback</c>, <c>writethrough</c>, <c>directsync</c>, <c>unsafe</c>.</summary>
    public string? Cache { get; init; }

    /// <summary>How requests are made: <c>native</c>, <c>threads</c>, <c>io_uring</c>.</summary>
    public string? Io { get; init; }

    /// <summary>What happens to blocks that the guest discards: <c>unmap</c> or <c>ignore</c>.</summary>
    public string? Discard { get; init; }

    /// <summary>What happens to zeroes that the guest writes: <c>off</c>, <c>on</c>, <c>unmap</c>.</summary>
    public string? DetectZeroes { get; init; }

    /// <summary>The serial number that the guest sees.</summary>
    public string? Serial { get; init; }

    /// <summary>Whether the guest can only read it, a disk or a new folder.</summary>
    public bool? ReadOnly { get; init; }

    /// <summary>Whether several machines may write to it at once, which takes a file system made for that.</summary>
    public bool? Shareable { get; init; }

    /// <summary>The limits of its rate, as a whole: a rate that is missing is not limited.</summary>
    public DiskLimits? Limits { get; init; }
}

namespace WebConsole.Hypervisor.Inventory;

/// <summary>A job that moves the data of a disk while its machine runs, whoever began it.</summary>
/// <param name="Disk">The disk's name in the machine; untrusted.</param>
/// <param name="Kind">What it does.</param>
public sealed record DiskJob(string Disk, DiskJobKind Kind)
{
    /// <summary>How much is done, from 0 to 100; whole, so that the machine changes a hundred times and not each second. <c>null</c> while that is not known.</summary>
    public int? Percent { get; init; }

    /// <summary>Whether all is copied, and the job follows what the guest writes until it is finished.</summary>
    public bool IsReady { get; init; }

    /// <summary>Its limit; <c>null</c> if there is none.</summary>
    public long? BytesPerSecond { get; init; }

    /// <summary>What a copy is written to, where it is a file or a device; untrusted.</summary>
    public string? Into { get; init; }

    /// <summary>Whether it has to be finished before the machine uses its result.</summary>
    public bool Pivots => Kind is DiskJobKind.Copy or DiskJobKind.ActiveCommit;

    /// <summary>Its stable name in the API.</summary>
    public string Token => Kind switch
    {
        DiskJobKind.Pull => "flatten",
        DiskJobKind.Copy => "copy",
        DiskJobKind.Commit or DiskJobKind.ActiveCommit => "merge",
        DiskJobKind.Backup => "backup",
        _ => "unknown",
    };
}

/// <summary>libvirt's kinds of jobs on disks.</summary>
public enum DiskJobKind
{
    Unknown,

    /// <summary>Reads what lies below an image into it.</summary>
    Pull,
    Copy,

    /// <summary>Writes images into one below them.</summary>
    Commit,

    /// <summary>The same, with the image that the guest writes to.</summary>
    ActiveCommit,
    Backup,
}

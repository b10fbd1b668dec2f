using Libvirt.Xml;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Disks;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Provisioning.Copies;

/// <summary>One disk of a machine that is copied, and what becomes of it.</summary>
/// <param name="Disk">As the original has it.</param>
/// <param name="Volume">The volume that it is on; null where no pool lists it.</param>
/// <param name="Asked">What was asked for it; null where nothing was.</param>
internal sealed record DiskOfCopy(DiskXml Disk, PoolVolume? Volume, CopiedDisk? Asked)
{
    public string Target => Disk.TargetDevice ?? "";

    /// <summary>A drive for media, in which they stay.</summary>
    public bool IsDrive => Disk.Device is "cdrom" or "floppy";

    /// <summary>Whether two machines may have it at once.</summary>
    public bool CanBeShared => Disk.ReadOnly || Disk.Shareable;

    public string Use => IsDrive ? DiskUse.Share : Asked?.Use ?? (CanBeShared ? DiskUse.Share : DiskUse.Copy);

    /// <summary>The new volume.</summary>
    public DiskPlan? Plan { get; init; }

    /// <summary>The argument that is wrong where there is no plan.</summary>
    public (string Argument, string Text)? Mistake { get; init; }

    /// <summary>Why it can be neither copied nor linked; null where it can.</summary>
    public string? WhyNoVolume => Disk.Device is "lun" ? "It is a SCSI device of the host that is passed through: leave it out."
        : Volume is { Volume.Encrypted: true } ? "It is encrypted: leave it out, and copy its volume under Storage."
        : Volume is null ? "It lies in no pool that WebConsole knows: leave it out, or make a pool of its directory."
        : null;

    /// <summary>The new volume in the arguments of a new machine; null where it gets none.</summary>
    public NewDisk? NewVolume => Volume is null || WhyNoVolume is not null ? null : Use switch
    {
        DiskUse.Copy => new NewDisk(Asked?.Pool ?? Volume.Pool.Uuid, Asked?.Volume, Format: Asked?.Format, Copy: new BackingVolume(Volume.Pool.Uuid, Volume.Name)),
        // The definition says what it really is; libvirt looks into it, where a guest writes what it likes.
        DiskUse.Link => new NewDisk(Asked?.Pool ?? Volume.Pool.Uuid, Asked?.Volume, Backing: new BackingVolume(Volume.Pool.Uuid, Volume.Name, Disk.DriverType ?? VolumeFormats.Raw)),
        _ => null,
    };
}

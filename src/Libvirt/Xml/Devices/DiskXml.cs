using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A disk, CD-ROM or floppy drive.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#hard-drives-floppy-disks-cdroms"/>
public sealed partial class DiskXml(XElement element) : DeviceXml(element)
{
    /// <summary>A new disk or drive that is not in a document yet.</summary>
    /// <param name="source">Where its data is; null for an empty drive.</param>
    /// <param name="target">Its name, such as <c>vda</c>.</param>
    /// <param name="bus">The bus, such as <c>virtio</c>.</param>
    /// <param name="format">The image's format; left to libvirt it is <c>raw</c>, never probed.</param>
    /// <param name="device">What the guest sees: <c>disk</c>, <c>cdrom</c>, <c>floppy</c>.</param>
    public static DiskXml New(DiskSource? source, string target, string bus, string? format = null, string device = "disk")
    {
        var disk = new DiskXml(new XElement("disk")) { Type = source?.Type ?? "file", Device = device };
        if (format is not null)
            (disk.DriverName, disk.DriverType) = ("qemu", format);
        disk.SetSource(source);
        (disk.TargetDevice, disk.TargetBus) = (target, bus);
        // As libvirt does by itself for a CD-ROM, so that the definition reads the same before and after.
        if (device == "cdrom")
            disk.ReadOnly = true;
        return disk;
    }

    /// <summary>What the guest sees: <c>disk</c> (also when missing), <c>cdrom</c>, <c>floppy</c>, <c>lun</c>.</summary>
    public string? Device { get => Get("@device"); set => Set("@device", value); }

    /// <summary>Its name, such as <c>vda</c>: unique in the domain, a hint to the guest only.</summary>
    public string? TargetDevice { get => Get("target@dev"); set => Set("target@dev", value); }

    /// <summary>The bus: <c>virtio</c>, <c>scsi</c>, <c>sata</c>, <c>ide</c>, <c>usb</c>, <c>fdc</c>, <c>sd</c>, <c>nvme</c>.</summary>
    public string? TargetBus { get => Get("target@bus"); set => Set("target@bus", value); }

    /// <summary>Whether the tray of a drive is <c>open</c> or <c>closed</c>.</summary>
    public string? Tray { get => Get("target@tray"); set => Set("target@tray", value); }

    /// <summary>Whether a USB or SCSI disk reports itself as removable.</summary>
    public bool? Removable { get => GetOnOff("target@removable"); set => SetOnOff("target@removable", value); }

    /// <summary>Revolutions a minute that the guest is told; 1 for a solid-state disk.</summary>
    public int? RotationRate { get => GetInt("target@rotation_rate"); set => SetNumber("target@rotation_rate", value); }

    /// <summary>Whether the guest cannot write to it.</summary>
    public bool ReadOnly { get => Has("readonly"); set => SetHas("readonly", value); }

    /// <summary>Whether several domains may write to it at once.</summary>
    public bool Shareable { get => Has("shareable"); set => SetHas("shareable", value); }

    /// <summary>Whether written data is discarded when the domain stops.</summary>
    public bool Transient { get => Has("transient"); set => SetHas("transient", value); }

    /// <summary>The serial number the guest sees.</summary>
    public string? Serial { get => Get("serial"); set => Set("serial", value); }

    /// <summary>The World Wide Name the guest sees, 16 hexadecimal digits.</summary>
    public string? Wwn { get => Get("wwn"); set => Set("wwn", value); }

    /// <summary>The maker the guest sees, of a SCSI disk.</summary>
    public string? Vendor { get => Get("vendor"); set => Set("vendor", value); }

    /// <summary>The product the guest sees, of a SCSI disk.</summary>
    public string? Product { get => Get("product"); set => Set("product", value); }

    /// <summary>How external and internal snapshots treat it: <c>internal</c>, <c>external</c>, <c>no</c>.</summary>
    public string? Snapshot { get => Get("@snapshot"); set => Set("@snapshot", value); }

    /// <summary>The model of a virtio disk: <c>virtio</c>, <c>virtio-transitional</c>, <c>virtio-non-transitional</c>.</summary>
    public string? Model { get => Get("@model"); set => Set("@model", value); }

    /// <summary>Whether the process may send any SCSI command, of device <c>lun</c>.</summary>
    public bool? RawIo { get => GetYesNo("@rawio"); set => SetYesNo("@rawio", value); }

    /// <summary>Which SCSI commands of the guest are let through: <c>filtered</c> or <c>unfiltered</c>, of device <c>lun</c>.</summary>
    public string? ScsiCommands { get => Get("@sgio"); set => Set("@sgio", value); }

    /// <summary>Whether several domains may run on one image, each with what it writes on its own, of a transient disk.</summary>
    public bool? SharesBacking { get => GetYesNo("transient@shareBacking"); set => SetYesNo("transient@shareBacking", value); }

    /// <summary>The domain that serves it, of Xen; null for the host's.</summary>
    public string? BackendDomain { get => Get("backenddomain@name"); set => Set("backenddomain@name", value); }

    /// <summary>The size of a block that the guest sees, in bytes; null for QEMU's own.</summary>
    public int? LogicalBlockSize { get => GetInt("blockio@logical_block_size"); set => SetNumber("blockio@logical_block_size", value); }

    /// <summary>The size of a block that the guest takes as the medium's, in bytes; null for QEMU's own.</summary>
    public int? PhysicalBlockSize { get => GetInt("blockio@physical_block_size"); set => SetNumber("blockio@physical_block_size", value); }

    /// <summary>Cylinders, in a geometry that the firmware sees.</summary>
    public int? Cylinders { get => GetInt("geometry@cyls"); set => SetNumber("geometry@cyls", value); }

    /// <summary>Heads, in that geometry.</summary>
    public int? GeometryHeads { get => GetInt("geometry@heads"); set => SetNumber("geometry@heads", value); }

    /// <summary>Sectors of a track, in that geometry.</summary>
    public int? SectorsPerTrack { get => GetInt("geometry@secs"); set => SetNumber("geometry@secs", value); }

    /// <summary>How that geometry is translated: <c>none</c>, <c>lba</c>, <c>auto</c>.</summary>
    public string? GeometryTranslation { get => Get("geometry@trans"); set => Set("geometry@trans", value); }
}

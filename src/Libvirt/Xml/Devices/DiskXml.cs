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

    /// <summary>The I/O thread that serves it, from 1.</summary>
    public int? IoThread { get => GetInt("driver@iothread"); set => SetNumber("driver@iothread", value); }

    /// <summary>How many queues a virtio disk has.</summary>
    public int? Queues { get => GetInt("driver@queues"); set => SetNumber("driver@queues", value); }

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
}

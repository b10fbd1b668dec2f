namespace Libvirt.Xml;

/// <summary>Where an image's data is. What there is depends on the kind of disk, and of type <c>network</c> on the protocol.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#hard-drives-floppy-disks-cdroms"/>
public sealed partial class StorageSourceXml : XmlView
{
    internal StorageSourceXml(XmlView whole, XmlPath at) : base(whole, at) { }

    /// <summary>The image's file, of type <c>file</c>.</summary>
    public string? File { get => Get("@file"); set => Set("@file", value); }

    /// <summary>The block device on the host, of type <c>block</c>.</summary>
    public string? Device { get => Get("@dev"); set => Set("@dev", value); }

    /// <summary>The directory shown as a FAT disk, of type <c>dir</c>.</summary>
    public string? Directory { get => Get("@dir"); set => Set("@dir", value); }

    /// <summary>The storage pool's name, of type <c>volume</c>.</summary>
    public string? Pool { get => Get("@pool"); set => Set("@pool", value); }

    /// <summary>The volume's name in that pool.</summary>
    public string? Volume { get => Get("@volume"); set => Set("@volume", value); }

    /// <summary>How a volume of an iSCSI pool is reached: <c>host</c> (the host's block device) or <c>direct</c> (QEMU's own connection).</summary>
    public string? Mode { get => Get("@mode"); set => Set("@mode", value); }

    /// <summary>The protocol, of type <c>network</c>: <c>nbd</c>, <c>rbd</c>, <c>iscsi</c>, <c>https</c>, <c>nfs</c>, <c>ssh</c>, …</summary>
    public string? Protocol { get => Get("@protocol"); set => Set("@protocol", value); }

    /// <summary>What is asked for by that protocol: an image, a target, a path.</summary>
    public string? Name { get => Get("@name"); set => Set("@name", value); }

    /// <summary>What follows the path after a question mark, of <c>http</c> and <c>https</c>.</summary>
    public string? Query { get => Get("@query"); set => Set("@query", value); }

    /// <summary>How it is reached: <c>pci</c>, of type <c>nvme</c>; <c>unix</c>, of type <c>vhostuser</c>.</summary>
    public string? Type { get => Get("@type"); set => Set("@type", value); }

    /// <summary>The socket of the process that serves it, of type <c>vhostuser</c>; the device, of type <c>vhostvdpa</c>.</summary>
    public string? Path { get => Get("@path"); set => Set("@path", value); }

    /// <summary>Whether libvirt takes the controller from the host's driver at a start and gives it back, of type <c>nvme</c>.</summary>
    public bool? Managed { get => GetYesNo("@managed"); set => SetYesNo("@managed", value); }

    /// <summary>The namespace on the controller, from 1, of type <c>nvme</c>.</summary>
    public int? Namespace { get => GetInt("@namespace"); set => SetNumber("@namespace", value); }

    /// <summary>The controller's PCI address on the host, of type <c>nvme</c>.</summary>
    public DeviceAddressXml Address => new(this, "address");

    /// <summary>What happens when the source is missing at a start: <c>mandatory</c>, <c>requisite</c>, <c>optional</c>.</summary>
    public string? StartupPolicy { get => Get("@startupPolicy"); set => Set("@startupPolicy", value); }

    /// <summary>The name of open files that a client of libvirt has passed, in whose stead the path is only a name.</summary>
    public string? FdGroup { get => Get("@fdgroup"); set => Set("@fdgroup", value); }

    /// <summary>Its number in the chain of a running domain; libvirt gives it and takes none.</summary>
    public int? Index => GetInt("@index");
}

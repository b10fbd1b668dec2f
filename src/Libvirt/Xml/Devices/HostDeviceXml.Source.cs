namespace Libvirt.Xml;

public sealed partial class HostDeviceXml
{
    /// <summary>Where it is on the host: on PCI, on USB, on a SCSI adapter, or a mediated device's UUID.</summary>
    public DeviceAddressXml SourceAddress => new(this, "source/address");

    /// <summary>The host's SCSI adapter.</summary>
    public HostAdapterXml Adapter => new(this, "source/adapter");

    /// <summary>Who is the user at the server, of a SCSI device by iSCSI.</summary>
    public StorageAuthXml Auth => new(this, "source/auth");

    /// <summary>How it is reached: <c>iscsi</c>, of type <c>scsi</c>; <c>vhost</c>, of type <c>scsi_host</c>.</summary>
    public string? SourceProtocol { get => Get("source@protocol"); set => Set("source@protocol", value); }

    /// <summary>The name by which QEMU presents itself, of a SCSI device by iSCSI.</summary>
    public string? InitiatorIqn { get => Get("source/initiator/iqn@name"); set => Set("source/initiator/iqn@name", value); }

    /// <summary>The World Wide Port Name of a SCSI controller, such as <c>naa.5123456789abcde0</c>.</summary>
    public string? WorldWidePortName { get => Get("source@wwpn"); set => Set("source@wwpn", value); }

    /// <summary>What happens when the guest resets a USB device: <c>off</c> (nothing), <c>uninitialized</c> (once), <c>on</c>.</summary>
    public string? GuestReset { get => Get("source@guestReset"); set => Set("source@guestReset", value); }

    /// <summary>Whether the guest's writes to a PCI device's settings are filtered, of Xen; null for yes.</summary>
    public bool? WriteFiltering { get => GetYesNo("source@writeFiltering"); set => SetYesNo("source@writeFiltering", value); }

    /// <summary>The block device given to a container.</summary>
    public string? BlockDevice { get => Get("source/block"); set => Set("source/block", value); }

    /// <summary>The character device given to a container.</summary>
    public string? CharacterDevice { get => Get("source/char"); set => Set("source/char", value); }

    /// <summary>The network device given to a container.</summary>
    public string? NetworkDevice { get => Get("source/interface"); set => Set("source/interface", value); }
}

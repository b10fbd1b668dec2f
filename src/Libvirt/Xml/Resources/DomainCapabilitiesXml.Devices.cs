namespace Libvirt.Xml;

// Devices.
public sealed partial class DomainCapabilitiesXml
{
    /// <summary>Kinds of disk: <c>disk</c>, <c>cdrom</c>, <c>floppy</c>, <c>lun</c>.</summary>
    public IReadOnlyList<string>? DiskDevices => Choices("devices/disk", "diskDevice");

    /// <summary>Buses of disks, such as <c>virtio</c> or <c>sata</c>.</summary>
    public IReadOnlyList<string>? DiskBuses => Choices("devices/disk", "bus");

    /// <summary>Models of disks, such as <c>virtio-transitional</c>.</summary>
    public IReadOnlyList<string>? DiskModels => Choices("devices/disk", "model");

    /// <summary>Kinds of display, such as <c>vnc</c>.</summary>
    public IReadOnlyList<string>? GraphicsTypes => Choices("devices/graphics", "type");

    /// <summary>Models of graphics card, such as <c>qxl</c>.</summary>
    public IReadOnlyList<string>? VideoModels => Choices("devices/video", "modelType");

    /// <summary>How devices of the host are given: <c>subsystem</c>, <c>capabilities</c>.</summary>
    public IReadOnlyList<string>? HostDeviceModes => Choices("devices/hostdev", "mode");

    /// <summary>What may happen if one is missing at the start.</summary>
    public IReadOnlyList<string>? HostDeviceStartupPolicies => Choices("devices/hostdev", "startupPolicy");

    /// <summary>Kinds of devices of the host, such as <c>pci</c>.</summary>
    public IReadOnlyList<string>? HostDeviceTypes => Choices("devices/hostdev", "subsysType");

    /// <summary>Kinds that a container can get, such as <c>net</c>.</summary>
    public IReadOnlyList<string>? HostDeviceCapabilityTypes => Choices("devices/hostdev", "capsType");

    /// <summary>What gives it a PCI device, such as <c>vfio</c>; none without an IOMMU.</summary>
    public IReadOnlyList<string>? PciBackends => Choices("devices/hostdev", "pciBackend");

    /// <summary>Models of random number generator, such as <c>virtio</c>.</summary>
    public IReadOnlyList<string>? RngModels => Choices("devices/rng", "model");

    /// <summary>Sources of random numbers, such as <c>random</c>.</summary>
    public IReadOnlyList<string>? RngBackends => Choices("devices/rng", "backendModel");

    /// <summary>What shares directories of the host, such as <c>virtiofs</c>.</summary>
    public IReadOnlyList<string>? FileSystemDrivers => Choices("devices/filesystem", "driverType");

    /// <summary>Models of TPM, such as <c>tpm-crb</c>.</summary>
    public IReadOnlyList<string>? TpmModels => Choices("devices/tpm", "model");

    /// <summary>What is behind a TPM: <c>passthrough</c>, and <c>emulator</c> if the host has swtpm.</summary>
    public IReadOnlyList<string>? TpmBackends => Choices("devices/tpm", "backendModel");

    /// <summary>Versions that the emulator has: <c>1.2</c>, <c>2.0</c>.</summary>
    public IReadOnlyList<string>? TpmVersions => Choices("devices/tpm", "backendVersion");

    /// <summary>Buses whose devices a viewer can hand over: <c>usb</c>.</summary>
    public IReadOnlyList<string>? RedirectionBuses => Choices("devices/redirdev", "bus");

    /// <summary>Kinds of channel, such as <c>unix</c>.</summary>
    public IReadOnlyList<string>? ChannelTypes => Choices("devices/channel", "type");

    /// <summary>Models of crypto device, such as <c>virtio</c>.</summary>
    public IReadOnlyList<string>? CryptoModels => Choices("devices/crypto", "model");

    /// <summary>Kinds of crypto device, such as <c>qemu</c>.</summary>
    public IReadOnlyList<string>? CryptoTypes => Choices("devices/crypto", "type");

    /// <summary>What computes for a crypto device, such as <c>builtin</c>.</summary>
    public IReadOnlyList<string>? CryptoBackends => Choices("devices/crypto", "backendModel");

    /// <summary>What is behind a network interface of a user: <c>default</c>, <c>passt</c>.</summary>
    public IReadOnlyList<string>? InterfaceBackends => Choices("devices/interface", "backendType");

    /// <summary>Models of panic device, such as <c>pvpanic</c>.</summary>
    public IReadOnlyList<string>? PanicModels => Choices("devices/panic", "model");

    /// <summary>Kinds of console, such as <c>pty</c>.</summary>
    public IReadOnlyList<string>? ConsoleTypes => Choices("devices/console", "type");
}

using Libvirt.Xml;
using WebConsole.Features.Machines.Commands;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Machines.Devices;

/// <summary>What can't be taken away, and what goes with it.</summary>
internal static class DeviceRules
{
    /// <summary>Why a machine always has the device; <c>null</c> where it can be removed.</summary>
    public static string? WhyPermanent(DeviceXml device) => device switch
    {
        InputXml { Bus: "ps2" or "xen" } => "Every machine of this kind has it.",
        ControllerXml { Type: "pci", Model: "pcie-root" or "pci-root" } => "All other devices are on it.",
        ControllerXml { Type: "usb" or "ide" or "sata" or "fdc", Index: 0 or null } => "libvirt adds it again by itself.",
        MemoryBalloonXml => "libvirt adds it again by itself.",
        CharacterDeviceXml { Kind: "console", TargetType: "serial" } => "It is another view of the first serial port.",
        _ => null,
    };

    /// <summary>The volume that a disk is on.</summary>
    public static PoolVolume? VolumeOf(InventorySnapshot inventory, MachineDevice device) => device.Stands is DiskXml disk ? DiskVolumes.Of(inventory, device.Machine.Id.Host, disk) : null;

    /// <summary>Why the volume of a disk can't be deleted with it; <c>null</c> where it can.</summary>
    public static string? WhyKept(InventorySnapshot inventory, MachineDevice device, PoolVolume volume) => IsOnAnotherDisk(inventory, device, volume) ? "Another disk of this machine is on it, too."
        : new MachineVolume(volume, device.Key.Name, true).WhyKept(inventory, device.Machine);

    /// <summary>Whether a volume most likely has no use without the machine: it is proposed to delete it.</summary>
    public static bool IsItsOwn(MachineDevice device) => device.Stands is DiskXml { ReadOnly: false, Shareable: false, Device: not ("cdrom" or "floppy") };

    private static bool IsOnAnotherDisk(InventorySnapshot inventory, MachineDevice device, PoolVolume volume) =>
        MachineDevice.AllOf(device.Machine).Any(other => other.Key != device.Key && VolumeOf(inventory, other)?.Id == volume.Id);
}

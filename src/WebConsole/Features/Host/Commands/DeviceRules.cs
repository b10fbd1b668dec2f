using WebConsole.Hypervisor.HostDevices;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Host.Commands;

/// <summary>What can be done with a device of a host.</summary>
internal static class DeviceRules
{
    private static readonly string[] DriversForMachines = ["vfio-pci", "pci-stub", "xen-pciback"];

    /// <summary>Whether machines can be given it whole: a PCI device with nothing behind it.</summary>
    public static bool IsGivable(NodeDevice device) => HostDevice.Of(device).Xml is { PciAddress: not null, IsPciBridge: false };

    /// <summary>Whether the host has let go of it already.</summary>
    public static bool IsDetached(NodeDevice device) => DriversForMachines.Contains(HostDevice.Of(device).Xml?.Driver);

    public static bool IsMediated(NodeDevice device) => HostDevice.Of(device).Xml is { CapabilityType: "mdev" };

    /// <summary>Whether it can be divided into mediated devices.</summary>
    public static bool IsDivisible(NodeDevice device) => HostDevice.Of(device).Xml is { MediatedTypes.Count: > 0 };
}

using Libvirt.Xml;

namespace WebConsole.Features.Machines.Hardware;

/// <summary>The parts of the hardware list, in its order.</summary>
public enum HardwareGroup
{
    Base,
    Disks,
    Network,
    Display,
    Host,
    Other,

    /// <summary>What every machine has and hardly anybody changes.</summary>
    Plumbing,
}

internal static class HardwareGroups
{
    /// <param name="item">The piece of hardware.</param>
    /// <param name="device">The device that it is; <c>null</c> if it is none.</param>
    public static HardwareGroup Of(HardwareItem item, DeviceXml? device) => (item.Kind, device) switch
    {
        (HardwareKind.Controller or HardwareKind.Balloon, _) or (_, AudioXml { Type: "none" } or InputXml { Bus: "ps2" or "xen" }) => HardwareGroup.Plumbing,
        (HardwareKind.Processor or HardwareKind.Memory or HardwareKind.Firmware, _) => HardwareGroup.Base,
        (HardwareKind.Disk or HardwareKind.Drive or HardwareKind.FileSystem, _) => HardwareGroup.Disks,
        (HardwareKind.NetworkCard, _) => HardwareGroup.Network,
        (HardwareKind.Display or HardwareKind.Video or HardwareKind.Sound, _) or (_, AudioXml) => HardwareGroup.Display,
        (HardwareKind.HostDevice, _) or (_, RedirectedDeviceXml or InputXml { Bus: "usb" } or InputXml { SourceDevice: not null } or { Kind: "hub" }) => HardwareGroup.Host,
        _ => HardwareGroup.Other,
    };

    /// <summary>Its heading, which is also a localizer's key.</summary>
    public static string ToWord(this HardwareGroup group) => group switch
    {
        HardwareGroup.Base => "Processor and memory",
        HardwareGroup.Disks => "Disks",
        HardwareGroup.Network => "Network",
        HardwareGroup.Display => "Display and sound",
        HardwareGroup.Host => "USB and host devices",
        HardwareGroup.Plumbing => "Plumbing",
        _ => "Other",
    };

    public static string ToToken(this HardwareGroup group) => group.ToString().ToLowerInvariant();
}

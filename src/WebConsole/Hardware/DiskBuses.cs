using System.Collections.Immutable;
using Libvirt.Xml;
using WebConsole.OsInfo.Defaults;

namespace WebConsole.Hardware;

/// <summary>The buses that machines have for disks and drives.</summary>
internal static class DiskBuses
{
    private static readonly ImmutableArray<string> OfQemu = ["virtio", "scsi", "sata", "ide", "usb"];

    /// <summary>The buses that a machine can have, the usual one first; none where it can't have such a disk or drive.</summary>
    /// <param name="kind">What runs it.</param>
    /// <param name="family">Its machine type without the version.</param>
    /// <param name="device">What the guest sees: <c>disk</c>, which is the default, <c>cdrom</c> or <c>floppy</c>.</param>
    public static ImmutableArray<string> Of(GuestKind kind, string? family, string? device = "disk") => device switch
    {
        "floppy" => kind.Xen is null ? ["fdc"] : [],
        "cdrom" => kind.Xen is { } xen ? xen.DiskBuses[..1] : OfDrives(family),
        _ when kind.Xen is { } xen => xen.DiskBuses,
        _ => [.. OfQemu.Where(bus => Has(kind, family, bus))],
    };

    public static ImmutableArray<string> Of(DomainXml domain, string? device) => Of(GuestKind.Of(domain), FamilyOf(domain), device);

    /// <summary>All that this kind of machine can have, on some machine type.</summary>
    public static ImmutableArray<string> Of(GuestKind kind) => kind.Xen?.DiskBuses ?? OfQemu;

    /// <summary>Whether a machine has a bus for disks. Only the old PC has IDE, and mainframes have no hardware of PCs.</summary>
    public static bool Has(GuestKind kind, string? family, string bus) => kind.Xen is not null || bus switch
    {
        "ide" => family is "pc" or null,
        "sata" or "usb" => kind.Arch is not "s390x",
        _ => true,
    };

    /// <summary>The bus for a new one: that of the others, for which the guest has a driver; null where there is none.</summary>
    public static string? Usual(DomainXml domain, string device)
    {
        var buses = Of(domain, device);
        return domain.Disks.FirstOrDefault(disk => (disk.Device ?? "disk") == device && disk.TargetBus is { } bus && buses.Contains(bus))?.TargetBus ?? buses.FirstOrDefault();
    }

    private static ImmutableArray<string> OfDrives(string? family) => family switch
    {
        "pc" => ["ide", "sata", "scsi", "usb"],
        "q35" => ["sata", "scsi", "usb"],
        "s390-ccw-virtio" => ["scsi"],
        null => ["scsi", "sata", "ide", "usb"],
        _ => ["scsi", "sata", "usb"],
    };

    private static string? FamilyOf(DomainXml domain) => domain.Machine is { } type ? MachineFamily.Of(type) : null;
}

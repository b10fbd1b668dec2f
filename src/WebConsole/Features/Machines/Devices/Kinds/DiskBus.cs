using System.Collections.Immutable;
using Libvirt.Xml;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>The buses of disks and drives in a machine, and the names of disks on them.</summary>
internal static class DiskBus
{
    public static readonly ImmutableArray<string> Caches = ["none", "writeback", "writethrough", "directsync", "unsafe"];
    public static readonly ImmutableArray<string> Ios = ["native", "threads", "io_uring"];
    public static readonly ImmutableArray<string> Discards = ["unmap", "ignore"];
    public static readonly ImmutableArray<string> Zeroes = ["off", "on", "unmap"];

    private const int MostLetters = 3;

    /// <summary>The buses that a machine of this type has for a disk or drive. Only old chipsets have IDE.</summary>
    public static ImmutableArray<string> Of(DomainXml domain, string? device) => device switch
    {
        "floppy" => ["fdc"],
        "cdrom" => IsOldPc(domain) ? ["ide", "sata", "scsi", "usb"] : ["sata", "scsi", "usb"],
        _ => IsOldPc(domain) ? ["virtio", "scsi", "sata", "ide", "usb"] : ["virtio", "scsi", "sata", "usb"],
    };

    /// <summary>The bus for a new one: that of the others, for which the guest has a driver.</summary>
    public static string Usual(DomainXml domain, string device)
    {
        var buses = Of(domain, device);
        return domain.Disks.FirstOrDefault(disk => (disk.Device ?? "disk") == device && disk.TargetBus is { } bus && buses.Contains(bus))?.TargetBus ?? buses[0];
    }

    /// <summary>A name that no disk has, by the letters that belong to the bus.</summary>
    public static string FreeName(IEnumerable<DomainXml> definitions, string bus)
    {
        var taken = definitions.SelectMany(domain => domain.Disks).Select(disk => disk.TargetDevice).ToHashSet();
        return Names(bus switch { "virtio" => "vd", "ide" => "hd", "fdc" => "fd", "xen" => "xvd", _ => "sd" }).First(name => !taken.Contains(name));
    }

    private static IEnumerable<string> Names(string prefix) => Enumerable.Range(1, MostLetters)
        .Aggregate((Ends: (IEnumerable<string>)[""], All: Enumerable.Empty<string>()), (names, _) =>
        {
            var longer = names.Ends.SelectMany(end => Enumerable.Range('a', 26).Select(letter => $"{end}{(char)letter}"));
            return (longer, names.All.Concat(longer));
        }).All.Select(end => prefix + end);

    private static bool IsOldPc(DomainXml domain) => domain.Machine is { } type && (type.StartsWith("pc-i440fx", StringComparison.Ordinal) || type is "pc" || type.StartsWith("pc-0", StringComparison.Ordinal) || type.StartsWith("pc-1", StringComparison.Ordinal));
}

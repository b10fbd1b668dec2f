using System.Collections.Immutable;
using Libvirt.Xml;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Storage.Kinds;

namespace WebConsole.Storage.Volumes;

/// <summary>The formats of image files.</summary>
internal static class VolumeFormats
{
    public const string Raw = "raw";

    public const string Qcow2 = "qcow2";

    /// <summary>What qemu-img can create, of all formats that libvirt knows; the usual ones first.</summary>
    private static readonly ImmutableArray<string> Creatable = [Qcow2, Raw, "vmdk", "vdi", "vpc", "qed", "qcow"];

    /// <summary>The formats of new volumes in a pool of this kind; empty if volumes have none.</summary>
    public static IReadOnlyList<string> Of(PoolKind kind, HostStatus? host) =>
        !kind.HasFiles ? []
        : StoragePoolCapabilitiesXml.TryParse(host?.Facts?.StoragePoolCapabilities, out var capabilities) && capabilities.Pools.FirstOrDefault(pool => pool.Type == kind.Type) is { VolumeFormats.Count: > 0 } known
            ? [.. Creatable.Intersect(known.VolumeFormats)]
        : Creatable;

    /// <summary>What a format is for; a localizer's key.</summary>
    public static string Said(string? format) => format switch
    {
        Qcow2 => "The usual one: has snapshots, and can have a backing volume.",
        Raw => "Plain bytes: the fastest, without snapshots of its own.",
        "vmdk" => "VMware's format.",
        "vdi" => "VirtualBox's format.",
        "vpc" => "VHD, the format of Hyper-V and Virtual PC.",
        _ => "An old format of QEMU. Prefer qcow2.",
    };

    /// <summary>How QEMU reads a volume that libvirt calls so; <c>null</c> if it can't be below another.</summary>
    public static string? BelowAnother(string? format) => format switch
    {
        // An ISO image is bytes; a device has no format.
        Raw or "iso" or "block" => Raw,
        not null when Creatable.Contains(format) => format,
        _ => null,
    };
}

using Libvirt.Xml;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Storage.Uploads;

/// <summary>Which pools take uploads: those in which libvirt makes volumes and can write into them.</summary>
internal static class UploadPools
{
    /// <summary>Why a pool takes none; <c>null</c> if it does. A localizer's key.</summary>
    public static string? WhyNot(StoragePool pool) => TypeOf(pool) switch
    {
        "dir" or "fs" or "netfs" or "vstorage" or "logical" or "zfs" => null,
        "rbd" or "gluster" or "sheepdog" or "iscsi-direct" => "libvirt can't write into volumes of this kind of pool.",
        _ => "Volumes of this kind of pool are made elsewhere.",
    };

    /// <summary>Why it takes none of that format.</summary>
    public static string? WhyNot(StoragePool pool, string? format) => WhyNot(pool)
        ?? (format is ImageFormats.Qcow2 && TypeOf(pool) is "logical" or "zfs" ? "Volumes of this pool are devices: convert the image to raw first." : null);

    /// <summary>Why a volume can't be made whose size nobody knows; <c>null</c> if it can. A localizer's key.</summary>
    public static string? WhyNotGrowing(StoragePool pool) => WhyNot(pool)
        ?? (TypeOf(pool) is "logical" or "zfs" ? "Volumes of this pool are devices of a fixed size, and how large the unpacked file is shows only at its end: unpack it first." : null);

    private static string? TypeOf(StoragePool pool) => StoragePoolXml.TryParse(pool.Xml, out var xml) ? xml.Type : null;
}

using WebConsole.Storage.Kinds;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Storage.Volumes;

/// <summary>Which pools take uploads: those in which libvirt makes volumes of any name and can write into them.</summary>
internal static class UploadPools
{
    /// <summary>Why a pool takes none; <c>null</c> if it does. A localizer's key.</summary>
    public static string? WhyNot(StoragePool pool) => PoolKinds.Of(pool) switch
    {
        null => "WebConsole does not know this kind of pool.",
        { CanStream: false } => "libvirt can't write into volumes of this kind of pool.",
        { HasPartitions: true } => "Volumes of this pool are partitions, which the disk names: make a new one there.",
        _ => PoolLimits.OfMaking(pool),
    };

    /// <summary>Why it takes none of that format.</summary>
    public static string? WhyNot(StoragePool pool, string? format) => WhyNot(pool)
        ?? (format is ImageFormats.Qcow2 && HasDevices(pool) ? "Volumes of this pool are devices: convert the image to raw first." : null);

    /// <summary>Why a volume can't be made whose size nobody knows; <c>null</c> if it can. A localizer's key.</summary>
    public static string? WhyNotGrowing(StoragePool pool) => WhyNot(pool)
        ?? (HasDevices(pool) ? "Volumes of this pool are devices of a fixed size, and how large the unpacked file is shows only at its end: unpack it first." : null);

    private static bool HasDevices(StoragePool pool) => PoolKinds.Of(pool) is { HasFiles: false };
}

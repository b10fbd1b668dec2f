using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Storage.Kinds;

/// <summary>
/// Why something can't be done with the volumes of a pool or with one of them, whatever its state; <c>null</c> if it can.
/// Localizer's keys.
/// </summary>
internal static class PoolLimits
{
    public static string? OfMaking(StoragePool pool) => PoolKinds.Of(pool) switch
    {
        { MadeElsewhere: true } => "Volumes of this kind of pool are made in the storage system.",
        { MakesVolumes: false } => "libvirt can't make volumes in this kind of pool.",
        _ => null,
    };

    /// <summary>Of copying it, and of all below but deleting.</summary>
    public static string? OfFolder(PoolVolume volume) => volume.Volume.IsFolder ? "It is a folder, and no image." : null;

    public static string? OfResizing(PoolVolume volume) => OfFolder(volume) ?? OfResizing(volume.Pool);

    public static string? OfReading(PoolVolume volume) => OfFolder(volume) ?? OfReading(volume.Pool);

    public static string? OfWiping(PoolVolume volume) => OfFolder(volume) ?? OfWiping(volume.Pool);

    public static string? OfDeleting(StoragePool pool) => PoolKinds.Of(pool) is { MadeElsewhere: true } ? "Volumes of this kind of pool are deleted in the storage system." : null;

    public static string? OfResizing(StoragePool pool) => PoolKinds.Of(pool) is { CanResize: false } ? "libvirt can't change the size of volumes in this kind of pool." : null;

    public static string? OfReading(StoragePool pool) => PoolKinds.Of(pool) is { CanStream: false } ? "libvirt can't read volumes of this kind of pool." : null;

    public static string? OfWiping(StoragePool pool) => PoolKinds.Of(pool) is { CanWipe: false } ? "libvirt can't overwrite volumes of this kind of pool." : null;
}

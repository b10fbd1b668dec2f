using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Storage.Kinds;

/// <summary>
/// Why something can't be done with the volumes of a pool, whatever its state; <c>null</c> if it can. Localizer's keys.
/// </summary>
internal static class PoolLimits
{
    public static string? OfMaking(StoragePool pool) => PoolKinds.Of(pool) switch
    {
        { MadeElsewhere: true } => "Volumes of this kind of pool are made in the storage system.",
        { MakesVolumes: false } => "libvirt can't make volumes in this kind of pool.",
        _ => null,
    };

    public static string? OfDeleting(StoragePool pool) => PoolKinds.Of(pool) is { MadeElsewhere: true } ? "Volumes of this kind of pool are deleted in the storage system." : null;

    public static string? OfResizing(StoragePool pool) => PoolKinds.Of(pool) is { CanResize: false } ? "libvirt can't change the size of volumes in this kind of pool." : null;

    public static string? OfReading(StoragePool pool) => PoolKinds.Of(pool) is { CanStream: false } ? "libvirt can't read volumes of this kind of pool." : null;

    public static string? OfWiping(StoragePool pool) => PoolKinds.Of(pool) is { CanWipe: false } ? "libvirt can't overwrite volumes of this kind of pool." : null;
}

using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Storage.Volumes;

/// <summary>What is said before a volume gets larger.</summary>
internal static class VolumeGrowth
{
    /// <summary>
    /// That its pool can't hold it when it is full; <c>null</c> where it can. A file takes its space as it is written, so this is allowed; but
    /// its size can't be taken back without losing data.
    /// </summary>
    /// <param name="volume">The volume as it is.</param>
    /// <param name="capacity">Its new size in bytes.</param>
    public static string? Warning(PoolVolume volume, long? capacity) =>
        volume is { Pool: { Silent: false, CapacityBytes: > 0, AvailableBytes: var free } pool, Volume: { IsDevice: false } file } && capacity > file.CapacityBytes && capacity - (file.AllocationBytes ?? 0) > free
            ? $"It may grow to {Format.Bytes(capacity)}: the pool {pool.Name} has {Format.Bytes(free)} left. When that is full, its machine stops." : null;
}

using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Storage;

/// <summary>A volume in the API; sizes in bytes.</summary>
internal sealed record VolumeItem(string Name, string? Path, string? Format, long? Capacity, long? Allocation)
{
    public static VolumeItem Of(StorageVolume volume) => new(volume.Name, volume.Path, volume.Format, volume.CapacityBytes, volume.AllocationBytes);
}

using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning;

/// <summary>The image virtio-win among a host's ISO images, with the drivers that Windows lacks.</summary>
internal static class DriverDisc
{
    private const string Label = "virtio-win";

    /// <summary>The newest one; <c>null</c> where there is none.</summary>
    public static PoolVolume? Find(InventorySnapshot inventory, string host) =>
        inventory.IsoImages.Where(image => image.Key.Host == host && image.Value.Label?.VolumeId?.StartsWith(Label, StringComparison.OrdinalIgnoreCase) == true)
            .OrderByDescending(image => image.Value.Label!.VolumeId, NaturalOrder.Instance)
            .Select(image => inventory.Find(image.Key) as PoolVolume).FirstOrDefault(volume => volume is { Volume.Path: ['/', ..], Pool.State: "running" });
}

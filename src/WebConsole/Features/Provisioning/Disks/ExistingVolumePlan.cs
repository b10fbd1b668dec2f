using WebConsole.Features.Provisioning.Commands;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Provisioning.Disks;

/// <summary>A disk on a volume that there is already.</summary>
internal sealed class ExistingVolumePlan(InventorySnapshot inventory, NewDisk asked, PoolVolume volume) : DiskPlan(asked, volume.Pool, volume.Name)
{
    public override string Format => ExistingVolume.FormatOf(Asked.Format, volume);

    public override long? Capacity => volume.Volume.CapacityBytes;

    public override PoolVolume Source => volume;

    public override bool SharesSource => false;

    public override IEnumerable<(string Argument, string Mistake)> Mistakes() => ExistingVolume.Mistakes(inventory, volume, Asked.Format);

    public override string? WhyConflicts(InventorySnapshot now) => VolumeUsers.Of(now, volume).InWords(volume.Name);

    /// <summary>QEMU is about to open it, and all that it names.</summary>
    public override Task MakeAsync(OperationContext context, string doing) => OpenedImages.RefuseOtherFilesAsync(context, volume, Format, doing);
}

using WebConsole.Features.Provisioning.Commands;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Kinds;
using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Provisioning.Disks;

/// <summary>A disk on a volume that there is already.</summary>
internal sealed class ExistingVolumePlan(InventorySnapshot inventory, NewDisk asked, PoolVolume volume) : DiskPlan(asked, volume.Pool, volume.Name)
{
    /// <summary>libvirt's word for the format is a guess: the user sees it before, and may say another.</summary>
    public override string Format => Asked.Format ?? VolumeFormats.BelowAnother(volume.Volume.Format) ?? VolumeFormats.Raw;

    public override long? Capacity => volume.Volume.CapacityBytes;

    public override PoolVolume Source => volume;

    public override bool SharesSource => false;

    public override IEnumerable<(string Argument, string Mistake)> Mistakes()
    {
        if (PoolLimits.OfFolder(volume) is { } folder)
            yield return ("volume", folder);
        else if (volume.Volume.Encrypted)
            yield return ("volume", "It is encrypted: machines can't be made with it yet.");
        else if (Format != VolumeFormats.Raw && BackingRules.Mistake(inventory, Pool.Host, new BackingVolume(Pool.Uuid, Name, Format)) is { } below)
            yield return ("volume", below);
        else if (Format != VolumeFormats.Raw && BackingRules.WriterBelow(inventory, volume) is { } writer)
            yield return ("volume", writer);
        if (Asked.Format is null && Format != VolumeFormats.Raw && BackingRules.IsGuessed(inventory, volume))
            yield return ("format", $"It looks like {Format} that rests on another image, which a guest can have written into a raw disk: say which it is.");
        if (Asked.Format is not null && VolumeFormats.BelowAnother(Asked.Format) != Asked.Format)
            yield return ("format", "A format of images that QEMU reads: raw, qcow2, …");
        else if (Kind is { HasFiles: false } && Format != VolumeFormats.Raw)
            yield return ("format", "Volumes of such a pool are raw.");
        if (VolumeUsers.Of(inventory, volume).InWords(volume.Name) is { } users)
            yield return ("volume", $"{users} Two machines that write to one disk destroy its data.");
    }

    public override string? WhyConflicts(InventorySnapshot now) => VolumeUsers.Of(now, volume).InWords(volume.Name);

    /// <summary>QEMU is about to open it, and all that it names.</summary>
    public override Task MakeAsync(OperationContext context, string doing) => OpenedImages.RefuseOtherFilesAsync(context, volume, Format, doing);
}

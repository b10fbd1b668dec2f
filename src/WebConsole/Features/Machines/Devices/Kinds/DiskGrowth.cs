using Libvirt.Xml;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Kinds;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>Lets a disk grow: the image of a running machine by QEMU, which tells the guest; else by libvirt's storage.</summary>
internal sealed class DiskGrowth(MachineDevice device, long capacity)
{
    private MachineId Machine => device.Machine.Id;

    private bool IsDrive => device.Stands is DiskXml { Device: "cdrom" or "floppy" };

    public string? Mistake(InventorySnapshot inventory) => Volume(inventory) switch
    {
        _ when IsDrive => "A medium does not grow.",
        // What it has is not known, and a smaller size would destroy what lies behind it.
        null => device.Stands is DiskXml disk && StoppedPools.Of(inventory, Machine.Host, disk) is { } stopped ? $"{StoppedPools.Said(stopped)} Start it, so that its size is known."
            : "It is on no volume of a pool, so nobody can tell its size.",
        { } volume when PoolLimits.OfResizing(volume) is { } never => never,
        { Volume.CapacityBytes: var now } when capacity <= now => $"More than {Format.Bytes(now)}, which it has: a disk does not shrink, since data at its end would be lost.",
        { Volume.IsDevice: true } volume when volume.Pool.AvailableBytes < capacity - volume.Volume.CapacityBytes => $"The pool has {Format.Bytes(volume.Pool.AvailableBytes)} left.",
        _ => capacity is > 0 and <= NewVolumeRules.Most ? null : $"At most {Format.Bytes(NewVolumeRules.Most)}.",
    };

    /// <summary>That the pool can't hold what the disk may become; <c>null</c> where it can.</summary>
    public string? Warning(InventorySnapshot inventory) => Volume(inventory) is { } volume ? VolumeGrowth.Warning(volume, capacity) : null;

    /// <summary>Others that would be torn.</summary>
    public string? WhyConflicts(InventorySnapshot inventory) => Volume(inventory) is not { } volume ? null
        : VolumeUsers.Of(inventory, volume) switch
        {
            { Images: [var above, ..] } => $"The volume {above.Name} of the pool {above.Pool.Name} rests on it: another size would destroy that.",
            { Machines: var machines } when machines.FirstOrDefault(other => other.Id != Machine && other.IsActive) is { } other => $"It is a disk of {other.Name}, too, which runs.",
            _ => null,
        };

    public async Task GrowAsync(OperationContext context, string doing)
    {
        var volume = Volume(context.Inventory) ?? throw new OperationFailedException("It is on no volume of a pool any more.", "Nothing was changed.");
        await RefuseSmallerAsync(context, volume, doing).ConfigureAwait(false);
        var runs = await context.RunAsync(Machine, Lane.Commands, domain => domain.IsActive && DomainXml.TryParse(domain.GetXml(), out var live) && live.DevicesByKey().ContainsKey(device.Key), doing).ConfigureAwait(false);
        // QEMU makes files longer, and devices not.
        if (!runs || volume.Volume.IsDevice)
            await GrowVolumeAsync(context, volume, doing).ConfigureAwait(false);
        if (!runs)
            return;
        await context.StepAsync($"Grow {device.Key} to {Format.Bytes(capacity)}", () => context.RunAsync(Machine, Lane.Commands, domain => domain.ResizeBlock(device.Key.Name, capacity), doing)).ConfigureAwait(false);
        context.Note("The guest sees a larger disk. Let its partition and its file system grow inside.");
        await context.RunAsync(volume.Pool.Id, Lane.Storage, connection =>
        {
            using var pool = connection.LookupStoragePool(volume.Pool.Uuid);
            pool.Refresh();
            return true;
        }, "a look at its size").ConfigureAwait(false);
    }

    /// <summary>Another program may have let it grow since its pool was read: libvirt looks into the image for this.</summary>
    private async Task RefuseSmallerAsync(OperationContext context, PoolVolume volume, string doing)
    {
        var has = await context.ReadSharedAsync(volume.Id, Lane.Storage, connection => connection.OnVolume(volume.Pool.Uuid, volume.Name, found => StorageVolumeXml.Parse(found.GetXml()).CapacityBytes), doing).ConfigureAwait(false);
        if (has >= capacity)
            throw new OperationFailedException($"It has {Format.Bytes(has)} by now, and does not shrink.", "Nothing was changed.");
    }

    private async Task GrowVolumeAsync(OperationContext context, PoolVolume volume, string doing)
    {
        // Of an image qemu-img changes the size, and that of the file with its data.
        await OpenedImages.RefuseOtherFilesAsync(context, volume, (device.Stands as DiskXml)?.DriverType ?? VolumeFormats.Raw, doing).ConfigureAwait(false);
        await context.StepAsync($"Grow {volume.Name} to {Format.Bytes(capacity)}", () => context.RunAsync(volume.Id, Lane.Storage, connection => connection.OnVolume(volume.Pool.Uuid, volume.Name, found =>
        {
            found.Unchanged(volume);
            found.Resize((ulong)capacity, default);
            return true;
        }), doing, isLong: true)).ConfigureAwait(false);
    }

    private PoolVolume? Volume(InventorySnapshot inventory) => DeviceRules.VolumeOf(inventory, device);
}

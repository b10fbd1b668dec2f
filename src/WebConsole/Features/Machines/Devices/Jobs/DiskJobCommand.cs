using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Libvirt;
using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Kinds;
using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Machines.Devices.Jobs;

/// <summary>A command that moves the data of a running machine's disk by a job of libvirt's.</summary>
public abstract record DiskJobCommand : DeviceCommand
{
    /// <summary>A few of the pieces in which QEMU copies: where no more is left, the pool was full.</summary>
    private const long LeastRoom = 8 << 20;

    /// <summary>Whether the job has begun: others may then change the machine, but for the images. A copy of the command has the same box.</summary>
    private readonly StrongBox<bool> _runs = new();

    public sealed override bool CanCancel => true;

    /// <summary>The limit of the job, in bytes per second; <c>null</c> for none.</summary>
    protected abstract long? Rate { get; }

    /// <summary>The images as the inventory knows them.</summary>
    private protected ImmutableArray<DiskImage> Chain(InventorySnapshot inventory) => Device.Now is DiskXml disk ? DiskChain.Of(inventory, Host, disk) : [];

    /// <summary>Those of its images that it writes to or deletes: nothing may even read them meanwhile, as a copy of a machine would.</summary>
    private protected virtual ImmutableArray<DiskImage> Changed(ImmutableArray<DiskImage> chain) => [];

    /// <summary>The volume that it makes; <c>null</c> if none.</summary>
    protected virtual ObjectId? Made => null;

    /// <summary>While it runs, the machine may be paused and changed; none of its images may be deleted or overwritten.</summary>
    public override IEnumerable<ObjectClaim> ClaimsIn(InventorySnapshot inventory)
    {
        var chain = Chain(inventory);
        var changed = Changed(chain);
        var images = from image in chain
                     where image.Volume is not null
                     from name in VolumeNames.OfVolume(inventory, image.Volume!.Id)
                     select new ObjectClaim(name, IsShared: !changed.Contains(image));
        // Once the job runs, the copy is one of the machine's images: a guest that was paused claims it when it goes on.
        var made = Made is { } volume ? VolumeNames.OfVolume(inventory, volume).Select(name => new ObjectClaim(name, IsShared: _runs.Value)) : [];
        return [.. _runs.Value ? [] : base.ClaimsIn(inventory), .. images, .. made];
    }

    /// <summary>From now on it claims its images, and no longer the machine.</summary>
    internal void Begun() => _runs.Value = true;

    public override string? WhyConflicts(InventorySnapshot inventory) => DiskJobRules.WhyNotNow(inventory, Device);

    public sealed override async Task ExecuteAsync(OperationContext context)
    {
        await context.ReadMachinesAsync(Host).ConfigureAwait(false);
        // What was known when it was asked for may be old by now.
        var inventory = context.Inventory;
        var now = inventory.Find(Subject) is MachineDevice device ? this with { Device = device } : null;
        if ((now is null ? "The disk is gone." : now.WhyConflicts(inventory) ?? now.Mistakes(inventory).Values.FirstOrDefault()?[0]) is { } conflict)
            throw new OperationFailedException(conflict, "Nothing was changed.");
        await RunAsync(context, now!.Chain(inventory)).ConfigureAwait(false);
    }

    /// <summary>Does it.</summary>
    /// <param name="context">The task.</param>
    /// <param name="chain">The disk's images, the guest's own first.</param>
    private protected abstract Task RunAsync(OperationContext context, ImmutableArray<DiskImage> chain);

    /// <summary>The run of its job.</summary>
    private protected DiskJobRun Run(OperationContext context) => new(context, Device, Planner.Edges, Action);

    /// <summary>Runs the job, and compares the disk's images afterwards with what was expected, in both definitions.</summary>
    /// <param name="context">The task.</param>
    /// <param name="run">The run.</param>
    /// <param name="step">The step's name.</param>
    /// <param name="begin">Begins the job.</param>
    /// <param name="pivots">Whether it has to be finished when it is ready.</param>
    /// <param name="expected">The paths of the images afterwards.</param>
    /// <param name="grows">The pool in which an image grows; <c>null</c> if none.</param>
    private protected async Task RunJobAsync(OperationContext context, DiskJobRun run, string step, Action<Domain> begin, bool pivots, IReadOnlyList<string> expected, ObjectId? grows)
    {
        var disk = await run.RunAsync(step, domain =>
        {
            begin(domain);
            Begun();
        }, pivots).ConfigureAwait(false);
        var found = DiskChain.Paths(context.Inventory, Host, disk)?.Select(image => image.Path).ToArray() ?? [];
        if (!found.SequenceEqual(expected))
            throw new OperationFailedException(await WhyFullAsync(context, grows).ConfigureAwait(false) ?? "The job ended before it was done: somebody cancelled it, or QEMU met an error.", "The disk goes on with the images that it had. The machine's log on its host may say more, in /var/log/libvirt/qemu.");
        await RefuseOtherStartAsync(context, expected[0]).ConfigureAwait(false);
        // Of what an image rests on, libvirt tells what it saw at its last look.
        foreach (var pool in Chain(context.Inventory).Select(image => image.Volume?.Pool.Id).OfType<ObjectId>().Distinct())
            await context.RefreshAsync(pool).ConfigureAwait(false);
    }

    /// <summary>libvirt changes what holds from the next start itself, where that named the same image.</summary>
    private async Task RefuseOtherStartAsync(OperationContext context, string path)
    {
        // Others may do something to the machine at the same time.
        var next = await context.RunBesideAsync(Machine, Lane.Commands, connection =>
        {
            using var domain = connection.LookupDomain(Machine.Uuid);
            return domain.IsPersistent ? DomainXml.Parse(domain.GetXml(DomainXmlFlags.Inactive)) : null;
        }).ConfigureAwait(false);
        if (next?.Disks.FirstOrDefault(disk => disk.TargetDevice == Device.Key.Name) is { } disk && DiskChain.PathOf(context.Inventory, Host, disk) is var stored && stored != path)
            throw new OperationFailedException($"The machine uses {path}, but its next start would use {stored}: its definition was changed meanwhile.", "Keep both, and set the disk's image in the definition before the machine stops.");
    }

    /// <summary>virsh's options for the limit.</summary>
    protected string VirshRate => Rate is { } rate ? string.Create(CultureInfo.InvariantCulture, $" --bandwidth {rate} --bytes") : "";

    /// <summary>libvirt does not tell why a job failed: a full pool is the usual reason.</summary>
    private async Task<string?> WhyFullAsync(OperationContext context, ObjectId? grows)
    {
        if (grows is not { } pool)
            return null;
        var left = await context.RunAsync(pool, Lane.Storage, connection =>
        {
            using var found = connection.LookupStoragePool(pool.Uuid!.Value);
            found.Refresh();
            return StoragePoolXml.Parse(found.GetXml()).AvailableBytes;
        }, Action).ConfigureAwait(false);
        return left < LeastRoom ? $"The pool {context.Inventory.NameOf(pool)} is full, with {Text.Format.Bytes(left)} left: QEMU gave up." : null;
    }

    /// <summary>Deletes volumes that the disk does not use any more, if nothing else does; the task names those that stay.</summary>
    private protected async Task DeleteUnusedAsync(OperationContext context, IEnumerable<PoolVolume> volumes)
    {
        var kept = new List<string>();
        var unused = volumes.ToArray();
        foreach (var volume in unused)
        {
            try
            {
                await context.StepAsync($"Delete {volume.Name}", () => DeleteAsync(context, volume), leaves: $"the volume {volume.Name} in the pool {volume.Pool.Name}").ConfigureAwait(false);
            }
            catch (Exception error) when (OperationErrors.IsExpected(error))
            {
                kept.Add($"{volume.Name} is kept. {context.Describe(error)}");
            }
        }
        foreach (var pool in unused.Select(volume => volume.Pool.Id).Distinct())
            await context.RefreshAsync(pool).ConfigureAwait(false);
        if (kept.Count > 0)
            throw new OperationFailedException(string.Join(' ', kept), "The disk itself is where it was to be.");
    }

    private async Task DeleteAsync(OperationContext context, PoolVolume volume)
    {
        await context.ReadMachinesAsync(Host).ConfigureAwait(false);
        var files = await context.LookAtFilesAsync(volume.Id).ConfigureAwait(false);
        if ((PoolLimits.OfDeleting(volume.Pool) ?? PoolLimits.OfFolder(volume) ?? VolumeUsers.Of(files, volume).InWords(volume.Name) ?? files.WhyUnknown(Host, volume.Name)) is { } why)
            throw new OperationFailedException(why, "See who uses it before it is deleted under Storage.");
        await context.RunAsync(volume.Id, Lane.Storage, connection => connection.DeleteVolume(volume.Pool.Uuid, volume.Name), Action, isLong: true).ConfigureAwait(false);
    }
}

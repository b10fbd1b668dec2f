using Libvirt;
using Libvirt.Xml;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Devices.Jobs;

/// <summary>
/// Begins a job on a disk, follows it to its end, and reads the disk again: libvirt's word that a job has ended does not say how. Events
/// of libvirt drive it, and a look each second shows the progress and finds what an event did not tell.
/// </summary>
/// <param name="context">The task. When it is cancelled, the job is aborted; when WebConsole stops, the job goes on.</param>
/// <param name="device">The disk.</param>
/// <param name="edges">libvirt's events.</param>
/// <param name="doing">The task's action.</param>
internal sealed class DiskJobRun(OperationContext context, MachineDevice device, MachineEdges edges, string doing)
{
    /// <summary>How long libvirt may be away: an update restarts it within seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2), Pace = TimeSpan.FromSeconds(1);

    /// <summary>Looks that find a job ready that was told to finish: then QEMU could not.</summary>
    private const int MostLooksAfterPivot = 10;

    private readonly MachineId _machine = device.Machine.Id;
    private readonly string _disk = device.Key.Name;
    private readonly Creation _begun = new();

    /// <summary>Whether an undo has no job to abort: it has ended, or goes on by itself.</summary>
    private bool _isOver;

    /// <summary>Whether QEMU was told to switch over to the result, and whether libvirt answered that. The first is set on the thread of the call.</summary>
    private volatile bool _pivotAsked, _pivotAnswered;

    private int _looksAfterPivot;

    /// <summary>Runs a job to its end, as a step of the task.</summary>
    /// <param name="step">The step's name.</param>
    /// <param name="begin">Begins it.</param>
    /// <param name="pivots">Whether it has to be finished when it is ready.</param>
    /// <returns>The disk afterwards, from the definition in force.</returns>
    public async Task<DiskXml> RunAsync(string step, Action<Domain> begin, bool pivots)
    {
        DiskXml? disk = null;
        await context.StepAsync(step, async () =>
        {
            await context.RunAsync(_machine, Lane.Commands, domain =>
            {
                RefuseSnapshots(domain);
                _begun.Make(() => begin(domain));
            }, doing).ConfigureAwait(false);
            // libvirt tells nobody that a job has begun.
            edges.Tell(new MachineEdge(_machine, MachineEdgeKind.BlockJobChanged, _disk, 0));
            // It may take hours: nothing else about the machine has to wait for that.
            context.ClaimAnew(device.Name);
            disk = await FollowAsync(pivots).ConfigureAwait(false);
        }, undo: () => _begun.UndoAsync(AbortAsync)).ConfigureAwait(false);
        return disk!;
    }

    /// <summary>Follows a job that is there already.</summary>
    public Task<DiskXml> FinishAsync() => FollowAsync(pivots: true);

    /// <summary>For an undo that is about to delete the copy.</summary>
    /// <param name="path">The copy's path.</param>
    /// <exception cref="OperationFailedException">The machine uses it, or may use it at its next start.</exception>
    /// <exception cref="HypervisorException">Nobody knows whether the job has begun.</exception>
    public Task RefuseUsedAsync(string path) => _begun.UndoAsync(async () =>
    {
        var (used, isBack) = await context.RunBesideAsync(_machine, Lane.Commands, connection =>
        {
            using var domain = connection.LookupDomain(_machine.Uuid);
            var live = domain.IsActive ? DomainXml.Parse(domain.GetXml()) : null;
            var stored = domain.IsPersistent ? DomainXml.Parse(domain.GetXml(DomainXmlFlags.Inactive)) : null;
            return (new[] { live, stored }.Any(xml => xml?.Disks.Any(disk => IsOn(disk, path)) is true), live?.Disks.Any(IsAsBefore) is true);
        }).ConfigureAwait(false);
        if (used)
            throw new OperationFailedException($"{device.Machine.Name} still uses {path}: it is kept.", "Cancel the job on its disk first.");
        if (_pivotAsked && !isBack)
            throw new OperationFailedException($"{device.Machine.Name} may have written to {path} last: it is kept.", "Compare both images before the machine is started.");
    });

    /// <summary>Whether a disk of the running machine is this one, on the image that it had, with no copy.</summary>
    private bool IsAsBefore(DiskXml disk) => disk.TargetDevice == _disk && disk.Mirror.Job is null && device.Now is DiskXml before
        && DiskChain.PathOf(context.Inventory, _machine.Host, disk) == DiskChain.PathOf(context.Inventory, _machine.Host, before);

    private static bool IsOn(DiskXml disk, string path)
    {
        if (disk.SourcePath == path || (disk.Mirror.Source.File ?? disk.Mirror.Source.Device) == path)
            return true;
        for (var below = disk.BackingStore; below is not null; below = below.BackingStore)
        {
            if (below.SourcePath == path)
                return true;
        }
        return false;
    }

    /// <summary>When it switches over, libvirt writes the machine's definition: the history says whose that is.</summary>
    private async Task<DiskXml> FollowAsync(bool pivots)
    {
        DefinitionSignatures.Signature? signature = null;
        try
        {
            var disk = await FollowToItsEndAsync(pivots, () => signature ??= context.Sign(_machine)).ConfigureAwait(false);
            if (signature is not null)
                await SayWrittenAsync(signature).ConfigureAwait(false);
            return disk;
        }
        finally
        {
            signature?.Dispose();
        }
    }

    private async Task SayWrittenAsync(DefinitionSignatures.Signature signature)
    {
        try
        {
            await context.ReadAsync(_machine, Lane.Commands, connection =>
            {
                signature.Written(connection);
                return true;
            }).ConfigureAwait(false);
        }
        catch (Exception error) when (IsNoAnswer(error))
        {
            // It is written all the same. The history will call it another one's.
        }
    }

    /// <param name="pivots">Whether it has to be finished when it is ready.</param>
    /// <param name="pivoting">Called before it is.</param>
    private async Task<DiskXml> FollowToItsEndAsync(bool pivots, Action pivoting)
    {
        for (var answered = context.Time.GetTimestamp(); ;)
        {
            var look = await LookAsync(pivots).ConfigureAwait(false);
            if (look is { Job: null, Disk: { } ended })
            {
                _isOver = true;
                return ended;
            }
            if (look is not null)
            {
                answered = context.Time.GetTimestamp();
                await GoOnAsync(look, pivots, pivoting).ConfigureAwait(false);
            }
            else if (context.Time.GetElapsedTime(answered) > Patience)
            {
                // As it says.
                _isOver = true;
                throw new OperationFailedException("libvirt does not answer. The job may go on without it.", "When libvirt answers again, the machine's hardware shows the job: finish it there, or cancel it.");
            }
            await edges.NextAsync(edge => edge.Machine == _machine && edge.Kind is MachineEdgeKind.BlockJobChanged && edge.Subject == _disk, Pace, context.Time, context.Cancellation).ConfigureAwait(false);
        }
    }

    private async Task GoOnAsync(Look look, bool pivots, Action pivoting)
    {
        var job = look.Job!;
        if (!pivots || look.Disk?.Mirror.Ready is not "yes")
            context.ReportBytes((long)job.DoneBytes, (long)job.TotalBytes);
        else if (_looksAfterPivot++ > MostLooksAfterPivot)
            throw new OperationFailedException("QEMU does not switch over to the result, though it is complete.", "The machine goes on with the image that it had.");
        else if (!_pivotAnswered)
        {
            pivoting();
            await PivotAsync().ConfigureAwait(false);
        }
    }

    /// <summary>From here on the machine may use the result, so that nothing may take it away.</summary>
    private async Task PivotAsync()
    {
        context.ForbidCancelling();
        context.Cancellation.ThrowIfCancellationRequested();
        context.Report(1, "switching over");
        var isFirst = !_pivotAsked;
        try
        {
            await context.RunBesideAsync(_machine, Lane.Commands, connection =>
            {
                using var domain = connection.LookupDomain(_machine.Uuid);
                _pivotAsked = true;
                domain.EndBlockJob(_disk, DomainBlockJobAbortFlags.Pivot | DomainBlockJobAbortFlags.Async);
                return true;
            }).ConfigureAwait(false);
            _pivotAnswered = true;
        }
        catch (Exception error) when (IsNoAnswer(error) || (!isFirst && error is LibvirtException))
        {
            // The next look shows whether it was done, which is also why libvirt refuses it a second time.
        }
    }

    /// <returns><c>null</c> where libvirt does not answer just now.</returns>
    private async Task<Look?> LookAsync(bool pivots)
    {
        try
        {
            return await context.ReadAsync(_machine, Lane.Commands, connection =>
            {
                using var domain = connection.LookupDomain(_machine.Uuid);
                var job = domain.IsActive ? domain.GetBlockJobInfo(_disk) : throw Stopped();
                var disk = job is null || pivots ? DomainXml.Parse(domain.GetXml()).Disks.FirstOrDefault(disk => disk.TargetDevice == _disk) ?? throw Stopped() : null;
                return new Look(job, disk);
            }).ConfigureAwait(false);
        }
        catch (LibvirtException error) when (error.Code is LibvirtErrorCode.NoDomain or LibvirtErrorCode.OperationInvalid)
        {
            throw Stopped();
        }
        catch (Exception error) when (IsNoAnswer(error))
        {
            return null;
        }
    }

    /// <summary>Also where another call holds the machine for longer than libvirt waits.</summary>
    private static bool IsNoAnswer(Exception error) => error is HypervisorException or LibvirtException { Code: LibvirtErrorCode.OperationTimeout }
        || (error is LibvirtException libvirt && OperationErrors.IsBroken(libvirt));

    private OperationFailedException Stopped()
    {
        // It went with QEMU.
        _isOver = true;
        return _pivotAsked
            ? new OperationFailedException($"{device.Machine.Name} was stopped, or lost the disk, while it switched over to the result.", "The definition says which image it uses next. The other one may hold what the guest wrote last: compare both before it is started.")
            : new OperationFailedException($"{device.Machine.Name} was stopped, or lost the disk, before the job was finished.", "The disk is where it was, with all that the guest has written. Start the machine and try again.");
    }

    private async Task AbortAsync()
    {
        if (_isOver)
            return;
        await context.RunAsync(_machine, Lane.WayOut, domain =>
        {
            if (domain.IsActive && domain.GetBlockJobInfo(_disk) is not null)
                domain.EndBlockJob(_disk, DomainBlockJobAbortFlags.None);
        }, doing).ConfigureAwait(false);
    }

    /// <summary>A snapshot names the images of its time: it could not be gone back to.</summary>
    private static void RefuseSnapshots(Domain domain)
    {
        if (domain.CountSnapshots() is > 0 and var count)
            throw new OperationFailedException($"The machine has {Format.Count(count, "snapshot", "snapshots")}, which would not find the disk's images again.", "Delete the snapshots first.");
    }

    /// <param name="Job">The job; <c>null</c> if it has ended.</param>
    /// <param name="Disk">The disk, where the job has ended or has to be finished.</param>
    private sealed record Look(DomainBlockJobInfo? Job, DiskXml? Disk);
}

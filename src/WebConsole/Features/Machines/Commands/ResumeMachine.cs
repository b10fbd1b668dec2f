using System.Collections.Immutable;
using Libvirt;
using MudBlazor;
using WebConsole.Actions;
using WebConsole.Components.Shared;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Commands;

/// <summary>
/// Lets the vCPUs of a paused machine go on. One that a disk had stopped is looked at for a moment: QEMU takes the call, tries
/// again what had failed, and stops again where it still fails.
/// </summary>
public sealed record ResumeMachine : MachineCommand
{
    public static ObjectAction<Machine> AsAction { get; } = new PlainAction<Machine>("resume")
    {
        Doing = "resumed",
        Label = "Resume",
        Effect = "Lets its processors go on.",
        Icon = Icons.Material.Outlined.PlayArrow,
        Applies = machine => machine is { IsActive: true, IsInJob: false, State: MachineState.Paused },
        Place = _ => 1,
        ForMany = true,
        Make = (machine, host) => new ResumeMachine { Machine = machine.Id, Target = machine.Name, Uri = host.Uri },
    };

    protected override ObjectAction Of => AsAction;

    /// <summary>Long for QEMU to try again, short for who waits. Nothing tells that the trying went well.</summary>
    internal static readonly TimeSpan Watched = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    protected override string VirshArguments => "resume";

    public override async Task ExecuteAsync(OperationContext context)
    {
        if (!await context.RunAsync(Machine, Lane, Resume, doing: Action).ConfigureAwait(false))
            return;
        if (await StopsAgainAsync(() => IsStoppedAsync(context), context.Time, context.Cancellation).ConfigureAwait(false))
            throw StillPaused(await ReadDisksAsync(context).ConfigureAwait(false));
    }

    /// <summary>
    /// Watches it for a moment, by libvirt's own word, which costs it nothing: the inventory may not have heard yet that the
    /// machine ran at all. A look that fails tells nothing: the machine was resumed, and may be gone since.
    /// </summary>
    internal static async Task<bool> StopsAgainAsync(Func<Task<bool>> look, TimeProvider time, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        using var looks = new PeriodicTimer(BetweenLooks, time);
        while (time.GetElapsedTime(began) < Watched)
        {
            await looks.WaitForNextTickAsync(cancellation).ConfigureAwait(false);
            try
            {
                if (await look().ConfigureAwait(false))
                    return true;
            }
            catch (Exception error) when (error is LibvirtException or HypervisorException)
            {
                // The next look may find more.
            }
        }
        return false;
    }

    protected override void Call(Domain domain) => domain.Resume();

    /// <summary>Tells whether it was a disk that had stopped it.</summary>
    private bool Resume(Domain domain)
    {
        var stopped = IsStopped(domain);
        Call(domain);
        return stopped;
    }

    private Task<bool> IsStoppedAsync(OperationContext context) => context.RunAsync(Machine, Lane, IsStopped, doing: Action);

    private static bool IsStopped(Domain domain) => MachineStateReader.Read(domain) is (MachineState.Paused, MachineReason.IoError);

    // Which disk is worth knowing, and no more than that.
    private async Task<ImmutableArray<DiskError>> ReadDisksAsync(OperationContext context)
    {
        try
        {
            return await context.RunAsync(Machine, Lane, MachineStateReader.ReadDiskErrors, doing: Action).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is LibvirtException or HypervisorException)
        {
            return [];
        }
    }

    private static OperationFailedException StillPaused(ImmutableArray<DiskError> disks) => new(
        $"still paused: {MachineWords.Why(MachineState.Paused, MachineReason.IoError, disks)}",
        disks.Any(disk => disk.NoSpace)
            ? "Free space on the host where the disk is kept, then resume the machine."
            : "See to the storage of the disk, or to its space, then resume the machine.");
}

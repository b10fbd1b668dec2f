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
/// Resumes the vCPUs of a paused machine. If a disk error had stopped it, its state is polled for a moment: QEMU
/// accepts the call, retries the failed requests, and stops again if they still fail.
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

    /// <summary>
    /// Long enough for QEMU's retry, short enough for the user. Nothing reports that the retry has succeeded.
    /// </summary>
    internal static readonly TimeSpan Watched = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    protected override bool RunsTheGuest => true;
    protected override string VirshArguments => "resume";

    public override async Task ExecuteAsync(OperationContext context)
    {
        if (!await context.RunAsync(Machine, Lane, Resume, doing: Action).ConfigureAwait(false))
            return;
        if (await StopsAgainAsync(() => IsStoppedAsync(context), context.Time, context.Cancellation).ConfigureAwait(false))
            throw StillPaused(await ReadDisksAsync(context).ConfigureAwait(false));
    }

    /// <summary>
    /// Polls its state in libvirt for a moment, which is cheap, because the inventory may not know yet that the machine
    /// has run. A failed poll is ignored: the machine was resumed, and may have vanished since.
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
                // The next poll may find more.
            }
        }
        return false;
    }

    protected override void Call(Domain domain) => domain.Resume();

    /// <summary>Returns whether a disk error had stopped it.</summary>
    private bool Resume(Domain domain)
    {
        var stopped = IsStopped(domain);
        Call(domain);
        return stopped;
    }

    private Task<bool> IsStoppedAsync(OperationContext context) => context.RunAsync(Machine, Lane, IsStopped, doing: Action);

    private static bool IsStopped(Domain domain) => MachineStateReader.Read(domain) is (MachineState.Paused, MachineReason.IoError);

    // The name of the disk is useful, but not essential.
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

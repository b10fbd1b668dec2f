using Libvirt;
using WebConsole.Hypervisor;

namespace WebConsole.Operations;

/// <summary>
/// Runs a call that may take minutes. It polls the progress from libvirt once a second, however many browsers watch,
/// and has libvirt abort the job if someone cancels the task.
/// </summary>
internal sealed class MachineJob(HypervisorGateway gateway, RunningOperation running, MachineId machine, string doing, TimeProvider time)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>Decides whether the call starts or leaves the queue; only one of them wins.</summary>
    private int _decided;
    private bool _aborted;

    /// <param name="call">The call.</param>
    /// <param name="began">Called when it begins.</param>
    public async Task RunAsync(Action<Domain> call, Action began)
    {
        using var leave = new CancellationTokenSource();
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = running.Cancellation.Register(() => stop.TrySetResult()).ConfigureAwait(false);
        var job = gateway.RunAsync(machine, Lane.Jobs, domain => Begin(domain, call), leave.Token, doing, began, running.Caller.User);
        while (await Task.WhenAny(job, stop.Task, Task.Delay(Pace, time)).ConfigureAwait(false) is var first && first != job && first != stop.Task)
            await ReportAsync().ConfigureAwait(false);
        // When WebConsole stops, the job goes on.
        if (!running.IsCancelled ? stop.Task.IsCompleted : Decide())
            await leave.CancelAsync().ConfigureAwait(false);
        else
            await AbortAsync(job).ConfigureAwait(false);
        try
        {
            await job.ConfigureAwait(false);
        }
        catch (LibvirtException) when (_aborted)
        {
            throw new OperationCanceledException();
        }
    }

    private bool Begin(Domain domain, Action<Domain> call)
    {
        if (!Decide())
            throw new OperationCanceledException();
        call(domain);
        return true;
    }

    private bool Decide() => Interlocked.Exchange(ref _decided, 1) == 0;

    /// <summary>Retry until the job ends: libvirt refuses an abort before the job has really begun.</summary>
    private async Task AbortAsync(Task job)
    {
        while (running.IsCancelled && !job.IsCompleted)
        {
            _aborted |= await TryAsync(Lane.WayOut, domain => domain.AbortJob()).ConfigureAwait(false);
            await Task.WhenAny(job, Task.Delay(Pace, time)).ConfigureAwait(false);
        }
    }

    private Task ReportAsync() => Volatile.Read(ref _decided) == 0 ? Task.CompletedTask : TryAsync(Lane.Commands, domain =>
    {
        if (domain.GetJobInfo() is { IsActive: true, TotalBytes: > 0 and var total } info)
        {
            running.Journal.ReportBytes((long)(total - Math.Min(total, info.RemainingBytes)), (long)total, more: null);
        }
    });

    /// <summary>Errors are ignored: the next poll tries again.</summary>
    private async Task<bool> TryAsync(Lane lane, Action<Domain> call)
    {
        try
        {
            return await gateway.RunAsync(machine, lane, domain => { call(domain); return true; }, CancellationToken.None, $"a look at {doing}").ConfigureAwait(false);
        }
        catch (Exception error) when (error is LibvirtException or HypervisorException)
        {
            return false;
        }
    }
}

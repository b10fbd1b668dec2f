using Libvirt;
using WebConsole.Hypervisor;

namespace WebConsole.Operations;

/// <summary>A start that may take minutes, as on a busy host, and is no failure for that: the task then says that it goes on. It leaves the lane's last worker to others.</summary>
internal static class PatientStart
{
    /// <summary>Within this most machines have started.</summary>
    internal static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);

    /// <summary>Longer no start lasts, nor the wait for its turn: one that hangs would keep all later ones waiting.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Where a worker of the lane is free, it begins within this.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);

    /// <param name="context">The task.</param>
    /// <param name="id">The machine.</param>
    /// <param name="lane">Where libvirt is asked.</param>
    /// <param name="start">The call.</param>
    /// <param name="doing">The task's action.</param>
    /// <param name="longest">How long it waits for its turn at most, and then for libvirt.</param>
    /// <exception cref="OperationFailedException">Its turn did not come.</exception>
    public static async Task RunAsync(OperationContext context, MachineId id, Lane lane, Action<Domain> start, string doing, TimeSpan longest)
    {
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(context.Cancellation);
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var starting = context.RunAsync(id, lane, connection =>
        {
            began.TrySetResult();
            using var domain = connection.LookupDomain(id.Uuid);
            start(domain);
            return true;
        }, doing, longest, leave.Token);
        if (!await EndsAsync(Task.WhenAny(starting, began.Task), AtOnce, context.Time).ConfigureAwait(false))
        {
            context.Report(null, "waits for its turn");
            if (!await EndsAsync(Task.WhenAny(starting, began.Task), longest, context.Time).ConfigureAwait(false))
                await leave.CancelAsync().ConfigureAwait(false);
            else
                context.Report(null);
        }
        if (!await EndsAsync(starting, Usual, context.Time).ConfigureAwait(false))
            context.Report(null, "still starting");
        try
        {
            await starting.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (leave.IsCancellationRequested && !context.Cancellation.IsCancellationRequested)
        {
            throw new OperationFailedException($"Its turn did not come within {longest.TotalMinutes:0.#} min: other calls on the host do not come back from libvirt.", "It is shut off: start it later.");
        }
        context.Report(null);
    }

    private static async Task<bool> EndsAsync(Task task, TimeSpan within, TimeProvider time)
    {
        await task.WaitAsync(within, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return task.IsCompleted;
    }
}

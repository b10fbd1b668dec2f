namespace WebConsole.Operations;

/// <summary>Tasks that are parts of another: each with its own claims, right, audit line, record and result.</summary>
public sealed partial class OperationRunner
{
    /// <summary>Begins a part of a running task, for the same user.</summary>
    /// <returns>The part, or why it was refused.</returns>
    private (RunningOperation? Part, OperationResult? Refused) StartPart(Operation part, RunningOperation whole)
    {
        if ((Authorise(part, whole.User) ?? Admit(part, whole.Caller.Person)) is { } refused)
        {
            audit.Refused(part, whole.User, refused.Refusal!);
            return (null, refused);
        }
        var running = Accept(part, whole.User, whole.Journal.Current.Id);
        _ = Task.Run(() => RunAsync(running), CancellationToken.None);
        return (running, null);
    }

    /// <summary>Runs a part to its end. Who cancels the whole cancels it too.</summary>
    /// <returns>Its record; or why it was refused.</returns>
    private async Task<(TaskRecord? Ended, OperationResult? Refused)> RunPartAsync(Operation part, RunningOperation whole)
    {
        whole.Cancellation.ThrowIfCancellationRequested();
        var (running, refused) = StartPart(part, whole);
        if (running is null)
            return (null, refused);
        using var cancelling = whole.Cancellation.Register(() =>
        {
            if (running.TryCancel())
                audit.Cancelled(part, whole.Caller, running.Journal.Current.Id);
        });
        await running.Ended.ConfigureAwait(false);
        return (running.Journal.Current, null);
    }
}

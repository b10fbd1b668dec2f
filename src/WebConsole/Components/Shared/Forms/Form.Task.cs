using WebConsole.Operations;

namespace WebConsole.Components.Shared.Forms;

// What becomes of what was submitted.
public sealed partial class Form
{
    /// <summary>How long the form waits for the end of its task; the task strip shows longer tasks.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>How long the fields stay where they are: most tasks have ended by then.</summary>
    internal static readonly TimeSpan Quick = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _leaving = new();
    private CancellationToken _left;

    /// <summary>The task whose progress stands in place of the fields; it stays there until another page is shown, unless it failed.</summary>
    private long? _running;

    private async Task HandOverAsync()
    {
        var result = Send is not null ? await Send().ConfigureAwait(true)
            : Operation?.Invoke() is { } operation ? await Operations.StartAsync(operation, User.Principal, CancellationToken.None).ConfigureAwait(true)
            : OperationResult.Refused(RefusalReason.Invalid, Text["Something is not chosen yet."]);
        if (result.Refusal is { } refusal)
        {
            State.Say(result.Errors);
            _failure = result.Errors.Count == 0 ? (refusal, null, null) : null;
            return;
        }
        using var following = Waits && result.TaskId is { } followed ? Followed.Follow(followed) : null;
        var task = result.TaskId is not { } id ? null : Waits ? await EndAsync(id).ConfigureAwait(true) : await Tasks.FindAsync(id, CancellationToken.None).ConfigureAwait(true);
        // Whoever has gone elsewhere meanwhile stays there.
        if (_left.IsCancellationRequested)
            return;
        if (Waits && task is { State: TaskState.Failed or TaskState.Cancelled or TaskState.Interrupted })
        {
            following?.Say();
            _failure = (task.Error ?? Text["It was cancelled."], task.Advice, task);
            _running = null;
            State.Tell();
            _holds = task.Result is not null;
            return;
        }
        _ended = true;
        if (Done.HasDelegate)
            await Done.InvokeAsync(task).ConfigureAwait(true);
        else if (Frame is not null)
            await Frame.CloseAsync(done: true).ConfigureAwait(true);
    }

    /// <summary>The ended task; where the frame does not show it, its current state at the time limit.</summary>
    private async Task<TaskRecord?> EndAsync(long id)
    {
        var shows = Frame is { ShowsTask: true };
        if (!await EndsWithinAsync(id, shows ? Quick : Patience).ConfigureAwait(true) && shows)
        {
            _running = id;
            State.Tell();
            await EndsWithinAsync(id, Timeout.InfiniteTimeSpan).ConfigureAwait(true);
        }
        return await Tasks.FindAsync(id, CancellationToken.None).ConfigureAwait(true);
    }

    private async Task<bool> EndsWithinAsync(long id, TimeSpan time)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (Tasks.Recent.FirstOrDefault(task => task.Id == id) is not { } task || !task.State.IsActive())
                ended.TrySetResult();
        }
        Tasks.Changed += Look;
        try
        {
            Look();
            await ended.Task.WaitAsync(time, Clock, _left).ConfigureAwait(true);
            return true;
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            return false;
        }
        finally
        {
            Tasks.Changed -= Look;
        }
    }
}

using System.Collections.Immutable;
using WebConsole.Text;

namespace WebConsole.Operations;

/// <summary>
/// One active task. Every change of its record goes through here, in order, from any thread. Changes that matter after
/// a restart are saved in the background; progress is only shown, at a readable rate, and the last progress is always
/// shown.
/// </summary>
/// <param name="task">The record as it was accepted.</param>
/// <param name="canCancel">Whether the operation can be stopped once it runs.</param>
/// <param name="store">Where the record is shown and saved.</param>
/// <param name="time">The clock of <see cref="Pace"/>.</param>
/// <param name="hide">Removes values that viewers may not read; all errors and log lines pass through it.</param>
internal sealed class TaskJournal(TaskRecord task, bool canCancel, TaskStore store, TimeProvider time, Func<string, string> hide)
{
    /// <summary>The most log lines of a task; the oldest are dropped.</summary>
    private const int MostLines = 100;

    /// <summary>The most characters of a log line; the rest is cut off.</summary>
    private const int LongestLine = 1_000;

    /// <summary>The most characters of all log lines of a task together; the oldest are dropped.</summary>
    private const int LongestLog = 16_000;

    /// <summary>The most characters of an error, of a step's name, and of what the step leaves.</summary>
    private const int LongestError = 2_000, LongestName = 200, LongestLeaves = 400;

    /// <summary>The most steps that a task shows; further steps run without being shown.</summary>
    private const int MostSteps = 200;

    /// <summary>The parts by which a share is measured as bytes are.</summary>
    private const long Whole = 1_000_000;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    private readonly Lock _changing = new();
    private TaskRecord _task = task;
    private Task _saved = Task.CompletedTask;
    private long? _shown;
    private ITimer? _rest;
    private TransferMeter? _meter;

    /// <summary>The step that begins with the next call of <see cref="Begin"/>.</summary>
    private int? _next;

    public TaskRecord Current { get { lock (_changing) return _task; } }

    /// <summary>Shows the task for the first time, and has it saved.</summary>
    public void Open() => Change(current => current with { });

    /// <summary>Called when a worker has begun the operation, or the step that waited for one.</summary>
    public void Begin() => Change(current => current.EndedAt is not null || (current.State is not TaskState.Queued && _next is null) ? current : Begun(current));

    public void Report(double? progress, string? phase, bool waits = false) => Report(progress is { } number ? Math.Clamp(number, 0, 1) : null, phase, waits, bytes: null);

    /// <param name="done">How many bytes have been moved.</param>
    /// <param name="total">How many there are; <c>null</c> if unknown.</param>
    /// <param name="more">What else is to be said of them; it begins with what stands between.</param>
    /// <param name="waits">Whether it waits for whoever started it; then nothing is measured.</param>
    public void ReportBytes(long done, long? total, string? more, bool waits = false) =>
        Report(null, $"{Format.Bytes(done)}{(total is null ? "" : $" of {Format.Bytes(total)}")}{more}", waits, (done, total));

    /// <param name="share">From 0 to 1.</param>
    public void ReportShare(double share) => Report(null, null, waits: false, ((long)(Math.Clamp(share, 0, 1) * Whole), Whole), isShare: true);

    private void Report(double? progress, string? phase, bool waits, (long Done, long? Total)? bytes, bool isShare = false)
    {
        Begin();
        lock (_changing)
        {
            if (_task.EndedAt is not null)
                return;
            var rest = waits == _task.Waits && IsSamePhase(phase, _task.Phase) && _shown is { } last ? Pace - time.GetElapsedTime(last) : TimeSpan.Zero;
            var transfer = bytes is { } moved ? (_meter ??= new TransferMeter(time)).Of(moved.Done, moved.Total) with { IsShare = isShare } : null;
            if (waits || transfer is null)
                _meter = null;
            _task = _task with { Progress = transfer?.Share ?? progress, Phase = phase, Waits = waits, Transfer = waits ? null : transfer };
            if (rest > TimeSpan.Zero)
            {
                _rest ??= time.CreateTimer(_ => ShowRest(), null, rest, Timeout.InfiniteTimeSpan);
                return;
            }
            ShowReport();
        }
        store.Tell();
    }

    /// <summary>A text without the values that viewers may not read.</summary>
    public string Hide(string text) => hide(text);

    public void Note(string line)
    {
        // Hide secrets before cutting, because half a secret would not be recognised.
        var shown = CutText.To(hide(line), LongestLine);
        Change(current => current with { Log = Newest([.. current.Log, shown]) });
    }

    /// <summary>Called at its end; later calls have no effect.</summary>
    public void End(TaskState state, string? error, string? advice)
    {
        var said = error is null ? null : CutText.To(hide(error), LongestError);
        Change(current => current.EndedAt is not null ? current : current with
        {
            State = state,
            Error = said,
            Advice = advice,
            EndedAt = time.GetUtcNow(),
            CanCancel = false,
            Progress = null,
            Phase = null,
            Transfer = null,
            Waits = false,
            Steps = TaskStep.Settled(state, current.Steps),
        });
    }

    /// <summary>
    /// Called after <see cref="End"/> with what became of what was only asked for: it happened now, or the error says that
    /// it did not.
    /// </summary>
    public void Answer(string? error) => Change(current => error is null ? current with { Advice = null, EndedAt = time.GetUtcNow() } : current with { Error = error });

    /// <summary>Names steps to come.</summary>
    public void Plan(IReadOnlyList<string> steps) => Change(current => current with
    {
        Steps = [.. current.Steps, .. steps.Take(MostSteps - current.Steps.Length).Select(name => new TaskStep(CutText.To(name, LongestName), TaskStepState.Waiting))],
    });

    /// <summary>Prepares the planned step with that name, or a new step; <see cref="Begin"/> begins it. Returns its index.</summary>
    public int AddStep(string name, string? leaves)
    {
        var (place, shown) = (-1, CutText.To(name, LongestName));
        Change(current =>
        {
            _meter = null;
            place = current.Steps.ToList().FindIndex(step => step.Name == shown && step.State is TaskStepState.Waiting);
            var added = new TaskStep(shown, TaskStepState.Waiting, leaves is null ? null : CutText.To(leaves, LongestLeaves));
            if (place >= 0)
            {
                _next = place;
                return current with { Steps = current.Steps.SetItem(place, added), Progress = null, Phase = null, Transfer = null, Waits = false };
            }
            place = current.Steps.Length;
            _next = place < MostSteps ? place : null;
            return current with { Steps = place < MostSteps ? current.Steps.Add(added) : current.Steps, Progress = null, Phase = null, Transfer = null, Waits = false };
        });
        return place;
    }

    public void SetStep(int place, TaskStepState state) => Change(current =>
    {
        _next = null;
        return place < current.Steps.Length ? With(current, place, state) : current;
    });

    // Under the lock.
    private TaskRecord Begun(TaskRecord current)
    {
        var begun = _next is { } place ? With(current, place, TaskStepState.Running) : current;
        _next = null;
        return begun.State is TaskState.Queued ? begun with { State = TaskState.Running, CanCancel = canCancel } : begun;
    }

    private static TaskRecord With(TaskRecord current, int place, TaskStepState state) =>
        current with { Steps = current.Steps.SetItem(place, current.Steps[place] with { State = state }) };

    /// <summary>Changes the record, shows it, and has it saved.</summary>
    public void Change(Func<TaskRecord, TaskRecord> change)
    {
        lock (_changing)
        {
            var changed = change(_task);
            if (ReferenceEquals(changed, _task))
                return;
            _task = changed;
            Show();
            _saved = store.SaveAsync(changed);
        }
        store.Tell();
    }

    /// <summary>Completes when all changes so far are saved, or could not be.</summary>
    public Task SavedAsync() { lock (_changing) return _saved; }

    /// <summary>Shows the last progress as soon as the pace allows.</summary>
    private void ShowRest()
    {
        lock (_changing)
        {
            if (_rest is null)
                return;
            ShowReport();
        }
        store.Tell();
    }

    // Under the lock.
    private void ShowReport()
    {
        _shown = time.GetTimestamp();
        Show();
    }

    // Under the lock.
    private void Show()
    {
        _rest?.Dispose();
        _rest = null;
        store.Show(_task);
    }

    /// <summary>
    /// Whether the texts differ only in numbers, as in "172 of 420 MiB"; such updates are shown a few times a second.
    /// </summary>
    private static bool IsSamePhase(string? one, string? other) => (one ?? "").Where(char.IsLetter).SequenceEqual((other ?? "").Where(char.IsLetter));

    private static ImmutableArray<string> Newest(ImmutableArray<string> lines)
    {
        var (first, length) = (lines.Length, 0);
        while (first > 0 && lines.Length - first < MostLines && length + lines[first - 1].Length <= LongestLog)
            length += lines[--first].Length;
        return lines[first..];
    }
}

namespace WebConsole.Operations;

/// <summary>
/// One task while it is at work: every change of its record goes through here, in order, from whatever thread. What matters
/// after a restart is saved in the background; progress is only shown, and not more often than people can read.
/// </summary>
/// <param name="task">The record as it was accepted.</param>
/// <param name="canCancel">Whether the operation can be stopped once it runs.</param>
/// <param name="store">Where the record is shown and saved.</param>
/// <param name="time">The clock of <see cref="Pace"/>.</param>
internal sealed class TaskJournal(TaskRecord task, bool canCancel, TaskStore store, TimeProvider time)
{
    /// <summary>Lines of log that a task keeps; of more, the oldest go.</summary>
    private const int MostLines = 100;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    private readonly Lock _changing = new();
    private TaskRecord _task = task;
    private Task _saved = Task.CompletedTask;
    private long? _shown;

    public TaskRecord Current { get { lock (_changing) return _task; } }

    /// <summary>A worker has begun with it.</summary>
    public void Begin() => Change(current => current.State is TaskState.Queued ? current with { State = TaskState.Running, CanCancel = canCancel } : current);

    public void Report(double? progress, string? phase)
    {
        Begin();
        var value = progress is { } number ? (double?)Math.Clamp(number, 0, 1) : null;
        lock (_changing)
        {
            _task = _task with { Progress = value, Phase = phase };
            if (_shown is { } last && time.GetElapsedTime(last) < Pace)
                return;
            _shown = time.GetTimestamp();
            store.Show(_task);
        }
        store.Tell();
    }

    public void Note(string line) => Change(current => current with { Log = [.. current.Log.Skip(current.Log.Length + 1 - MostLines), line] });

    /// <summary>Begins the step of that name that was planned, or one more. Returns its place.</summary>
    public int BeginStep(string name, string? leaves)
    {
        var place = -1;
        Begin();
        Change(current =>
        {
            place = current.Steps.ToList().FindIndex(step => step.Name == name && step.State is TaskStepState.Waiting);
            var running = new TaskStep(name, TaskStepState.Running, leaves);
            if (place >= 0)
                return current with { Steps = current.Steps.SetItem(place, running), Progress = null, Phase = null };
            place = current.Steps.Length;
            return current with { Steps = current.Steps.Add(running), Progress = null, Phase = null };
        });
        return place;
    }

    public void SetStep(int place, TaskStepState state) =>
        Change(current => current with { Steps = current.Steps.SetItem(place, current.Steps[place] with { State = state }) });

    /// <summary>Changes the record, shows it, and has it saved.</summary>
    public void Change(Func<TaskRecord, TaskRecord> change)
    {
        lock (_changing)
        {
            var changed = change(_task);
            if (ReferenceEquals(changed, _task))
                return;
            _task = changed;
            store.Show(changed);
            _saved = store.SaveAfterAsync(_saved, changed);
        }
        store.Tell();
    }

    /// <summary>Completes when all changes so far are saved, or could not be.</summary>
    public Task SavedAsync() { lock (_changing) return _saved; }
}

namespace WebConsole.Access;

/// <summary>
/// The tasks of this browser's forms whose failure is said there, so that the page around a form does not say it once more.
/// </summary>
public sealed class FollowedTasks
{
    private readonly HashSet<long> _tasks = [];

    /// <summary>Whether a form waits for the end of the task, or has said how it failed.</summary>
    public bool Contains(long task) => _tasks.Contains(task);

    /// <summary>Begins to follow a task.</summary>
    /// <returns>Ends it, unless the form has said the failure.</returns>
    public Following Follow(long task)
    {
        _tasks.Add(task);
        return new Following(() => _tasks.Remove(task));
    }

    /// <summary>A form that waits for a task.</summary>
    public sealed class Following(Action end) : IDisposable
    {
        private bool _said;

        /// <summary>The form says how it failed.</summary>
        public void Say() => _said = true;

        public void Dispose()
        {
            if (!_said)
                end();
        }
    }
}

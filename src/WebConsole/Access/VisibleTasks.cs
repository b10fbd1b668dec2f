using WebConsole.Operations;

namespace WebConsole.Access;

/// <summary>The tasks of those objects that the current user may see.</summary>
public sealed class VisibleTasks(TaskStore store, IAccess access, CurrentUser user)
{
    /// <inheritdoc cref="TaskStore.Changed"/>
    public event Action Changed
    {
        add => store.Changed += value;
        remove => store.Changed -= value;
    }

    /// <inheritdoc cref="TaskStore.Recent"/>
    public IReadOnlyList<TaskRecord> Recent => [.. store.Recent.Where(Sees)];

    /// <inheritdoc cref="TaskStore.Problem"/>
    public string? Problem => store.Problem;

    /// <summary>The task, or <c>null</c> if it does not exist or the user may not see it.</summary>
    public async Task<TaskRecord?> FindAsync(long id, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } task && Sees(task) ? task : null;

    /// <summary>The visible tasks that match <paramref name="filter"/>, newest first, up to the requested count.</summary>
    public async Task<IReadOnlyList<TaskRecord>> ListAsync(TaskFilter filter, CancellationToken cancellationToken)
    {
        var listed = new List<TaskRecord>();
        for (var next = filter; ;)
        {
            var part = await store.ListAsync(next, cancellationToken).ConfigureAwait(false);
            listed.AddRange(part.Where(Sees).Take(filter.Count - listed.Count));
            if (listed.Count >= filter.Count || part.Count < filter.Count)
                return listed;
            next = filter with { Before = part[^1].Id };
        }
    }

    /// <inheritdoc cref="TaskStore.Renew"/>
    public IReadOnlyList<TaskRecord> Renew(TaskFilter filter, IReadOnlyList<TaskRecord> listed) => [.. store.Renew(filter, listed).Where(Sees)];

    private bool Sees(TaskRecord task) => access.May(user.Principal, Right.See, task.Subject);
}

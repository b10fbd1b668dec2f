using WebConsole.Hypervisor;

namespace WebConsole.Operations;

/// <summary>Which tasks to list, newest first; a criterion that is <c>null</c> is ignored.</summary>
public sealed record TaskFilter
{
    public const int MaximumCount = 500;

    public string? Host { get; init; }

    /// <summary>Only tasks of this object and its children, and the one that made it.</summary>
    public ObjectId? Subject { get; init; }

    /// <summary>Only this task and its parts.</summary>
    public long? Parent { get; init; }

    public string? User { get; init; }
    public TaskState? State { get; init; }

    /// <summary>Only tasks of people, not those of WebConsole itself.</summary>
    public bool ByPeople { get; init; }

    /// <summary>Only tasks that contain this text in "verb target user".</summary>
    public string? Words { get; init; }

    /// <summary>Only tasks with a lower number, for the next page of a long list.</summary>
    public long? Before { get; init; }

    /// <summary>At most so many, and never more than <see cref="MaximumCount"/>.</summary>
    public int Count { get; init; } = 100;

    public bool Matches(TaskRecord task) =>
        (Host is null || task.Host == Host)
        && (Subject is null || Subject.Value.Covers(task.Subject) || task.Result?.Id == Subject)
        && (Parent is null || task.Id == Parent || task.Parent == Parent)
        && (User is null || task.User == User)
        && (State is null || task.State == State)
        && (!ByPeople || task.From != Caller.SystemFrom)
        && (Before is null || task.Id < Before)
        && (Words is null || $"{task.Verb} {task.Target} {task.User}".Contains(Words, StringComparison.OrdinalIgnoreCase));
}

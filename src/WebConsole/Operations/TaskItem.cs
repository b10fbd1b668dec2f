using System.Collections.Immutable;
using WebConsole.Hypervisor;

namespace WebConsole.Operations;

/// <summary>A task as the API shows it.</summary>
internal sealed record TaskItem
{
    public required long Id { get; init; }

    /// <summary>The task that it is a part of.</summary>
    public long? Parent { get; init; }

    /// <summary>The word of the API: <c>force-off</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The name of the object.</summary>
    public required string Target { get; init; }

    /// <summary>The object.</summary>
    public required TaskObject Object { get; init; }

    public required string Host { get; init; }

    /// <summary>Its UUID, where it has one.</summary>
    public Guid? Uuid { get; init; }

    public required string User { get; init; }

    /// <summary><c>queued</c>, <c>running</c>, <c>cancelling</c>, <c>succeeded</c>, <c>failed</c>, <c>cancelled</c> or <c>interrupted</c>.</summary>
    public required string State { get; init; }

    /// <summary>From 0 to 1; null where nobody can say.</summary>
    public double? Progress { get; init; }

    /// <summary>What is being done now.</summary>
    public string? Phase { get; init; }

    /// <summary>The bytes that it moves now; null where it moves none.</summary>
    public TaskTransferItem? Transfer { get; init; }

    /// <summary>Its steps, in order.</summary>
    public required ImmutableArray<TaskStepItem> Steps { get; init; }

    /// <summary>Its log, oldest line first.</summary>
    public required ImmutableArray<string> Log { get; init; }

    /// <summary>What it made.</summary>
    public TaskObject? Result { get; init; }

    /// <summary>What it created and could not undo, in words; only for tasks that did not succeed.</summary>
    public required ImmutableArray<string> Left { get; init; }

    /// <summary>Whether it can be cancelled now.</summary>
    public required bool CanCancel { get; init; }

    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it did not succeed, in libvirt's own words; after success, that the guest has not done what it was asked for.</summary>
    public string? Error { get; init; }

    /// <summary>What the user can do about it; after success, a remark, for example that the guest was only asked.</summary>
    public string? Advice { get; init; }

    /// <summary>The same by virsh.</summary>
    public required string Virsh { get; init; }

    public static TaskItem Of(TaskRecord task) => new()
    {
        Id = task.Id,
        Parent = task.Parent,
        Action = task.Action,
        Target = task.Target,
        Object = TaskObject.Of(task.Subject, task.Target),
        Host = task.Host,
        Uuid = task.Subject.Uuid,
        User = task.User,
        State = task.State.ToToken(),
        Progress = task.Progress,
        Phase = task.Phase,
        Transfer = task.Transfer is { } transfer ? new TaskTransferItem(transfer.IsShare ? null : transfer.Done, transfer.IsShare ? null : transfer.Total, transfer.IsShare ? null : transfer.Rate, transfer.Left?.TotalSeconds, transfer.MovedAt) : null,
        Steps = [.. task.Steps.Select(step => new TaskStepItem(step.Name, step.State.ToString().ToLowerInvariant()))],
        Log = task.Log,
        Result = task.Result is { } made ? TaskObject.Of(made.Id, made.Name) : null,
        Left = task.Left,
        CanCancel = task.CanCancel,
        StartedAt = task.StartedAt,
        EndedAt = task.EndedAt,
        Error = task.Error,
        Advice = task.Advice,
        Virsh = task.VirshLine,
    };
}

/// <summary>An object as the API names it.</summary>
internal sealed record TaskObject(string Kind, string Host, string Key, string Name)
{
    public static TaskObject Of(ObjectId id, string name) => new(id.Kind.ToToken(), id.Host, id.Key, name);
}

/// <summary>A step: <c>waiting</c>, <c>running</c>, <c>done</c>, <c>failed</c>, <c>undone</c>, <c>stopped</c> or <c>interrupted</c>.</summary>
internal sealed record TaskStepItem(string Name, string State);

/// <summary>What a task moves: bytes, or parts of a whole, of which only the share is known (<see cref="TaskItem.Progress"/>).</summary>
/// <param name="Done">How many bytes have been moved; null where only the share is known.</param>
/// <param name="Total">How many there are; null if unknown.</param>
/// <param name="Rate">Bytes in a second, smoothed; null in the first one, and where only the share is known.</param>
/// <param name="SecondsLeft">How long the rest takes at this rate; null if nobody can tell.</param>
/// <param name="MovedAt">When it last went on: one that stands still has it in the past.</param>
internal sealed record TaskTransferItem(long? Done, long? Total, double? Rate, double? SecondsLeft, DateTimeOffset MovedAt);

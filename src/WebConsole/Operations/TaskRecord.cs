using System.Collections.Immutable;
using WebConsole.Hypervisor;

namespace WebConsole.Operations;

/// <summary>The record of an operation: who requested what, and its result.</summary>
public sealed record TaskRecord
{
    public required long Id { get; init; }

    /// <summary>The task that it is a part of.</summary>
    public long? Parent { get; init; }

    /// <inheritdoc cref="Operation.Action"/>
    public required string Action { get; init; }

    /// <inheritdoc cref="Operation.Verb"/>
    public required string Verb { get; init; }

    /// <inheritdoc cref="Operation.Subject"/>
    public required ObjectId Subject { get; init; }

    /// <inheritdoc cref="Operation.Target"/>
    public required string Target { get; init; }

    public string Host => Subject.Host;
    public required string User { get; init; }

    /// <summary>The address that the user's request came from.</summary>
    public required string From { get; init; }

    public required TaskState State { get; init; }

    /// <summary>When it was requested.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>From 0 to 1; <c>null</c> if unknown. Only known while it runs.</summary>
    public double? Progress { get; init; }

    /// <summary>What is being done now: "172 of 420 MiB". Only known while it runs.</summary>
    public string? Phase { get; init; }

    /// <summary>The bytes that it moves now; <c>null</c> where it moves none. Only known while it runs.</summary>
    public Transfer? Transfer { get; init; }

    /// <summary>Whether it waits for whoever started it, as an upload for its browser. Only known while it runs.</summary>
    public bool Waits { get; init; }

    /// <summary>Its steps, in order; announced steps are included.</summary>
    public ImmutableArray<TaskStep> Steps { get; init; } = [];

    /// <summary>Its log, oldest line first; bounded.</summary>
    public ImmutableArray<string> Log { get; init; } = [];

    /// <summary>What it made.</summary>
    public TaskResult? Result { get; init; }

    /// <summary>
    /// What it created and nobody has undone, in words; empty if it succeeded or is active. A step that failed or was
    /// interrupted may have created it completely or partly.
    /// </summary>
    public ImmutableArray<string> Left => State is TaskState.Failed or TaskState.Cancelled or TaskState.Interrupted
        ? [.. Steps.Select(LeftBy).OfType<string>()]
        : [];

    /// <summary>Whether it can be cancelled now.</summary>
    public bool CanCancel { get; init; }

    /// <summary>Why it did not succeed: libvirt's own words, or ours; after success, that the guest has not done what it was asked for.</summary>
    public string? Error { get; init; }

    /// <summary>
    /// What the user can do about <see cref="Error"/>; after success, the remark (<see cref="Operation.Remark"/>).
    /// </summary>
    public string? Advice { get; init; }

    /// <inheritdoc cref="Operation.VirshLine"/>
    public required string VirshLine { get; init; }

    /// <summary>About how many characters it holds.</summary>
    internal int TextLength => VirshLine.Length + (Error?.Length ?? 0) + Target.Length + Log.Sum(line => line.Length) + Steps.Sum(step => step.Name.Length + (step.Leaves?.Length ?? 0));

    private static string? LeftBy(TaskStep step) => step switch
    {
        { Leaves: null } => null,
        { State: TaskStepState.Done } => step.Leaves,
        { State: TaskStepState.Failed or TaskStepState.Running or TaskStepState.Stopped or TaskStepState.Interrupted } => $"perhaps {step.Leaves}",
        _ => null,
    };
}

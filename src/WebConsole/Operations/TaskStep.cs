using System.Collections.Immutable;

namespace WebConsole.Operations;

/// <summary>One step of an operation, as its task shows it.</summary>
/// <param name="Name">What is done, as a command: "Copy debian-12.qcow2".</param>
/// <param name="State">How far it has come.</param>
/// <param name="Leaves">What there is once it was done and is not there after an undo: "the volume web-01.qcow2". <c>null</c> where it makes nothing.</param>
public sealed record TaskStep(string Name, TaskStepState State, string? Leaves = null)
{
    /// <summary>The steps of a task that stands in <paramref name="state"/>: of one that was interrupted none runs any more.</summary>
    internal static ImmutableArray<TaskStep> Settled(TaskState state, ImmutableArray<TaskStep> steps) => state is not TaskState.Interrupted ? steps
        : [.. steps.Select(step => step.State is TaskStepState.Running ? step with { State = TaskStepState.Interrupted } : step)];
}

/// <summary>How far a step has come.</summary>
public enum TaskStepState
{
    Waiting,
    Running,
    Done,
    Failed,

    /// <summary>It was done, or begun, and taken back since.</summary>
    Undone,

    /// <summary>The task was cancelled while it ran.</summary>
    Stopped,

    /// <summary>WebConsole ended while it ran.</summary>
    Interrupted,
}

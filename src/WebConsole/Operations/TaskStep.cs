using System.Collections.Immutable;

namespace WebConsole.Operations;

/// <summary>One step of an operation, as its task shows it.</summary>
/// <param name="Name">What is done, as a command: "Copy debian-12.qcow2".</param>
/// <param name="State">How far it has come.</param>
/// <param name="Leaves">What it creates and an undo removes: "the volume web-01.qcow2". <c>null</c> if it creates
/// nothing.</param>
public sealed record TaskStep(string Name, TaskStepState State, string? Leaves = null)
{
    /// <summary>The steps of a task in <paramref name="state"/>: in an interrupted task, no step is running.</summary>
    internal static ImmutableArray<TaskStep> Settled(TaskState state, ImmutableArray<TaskStep> steps) => state is not TaskState.Interrupted ? steps
        : [.. steps.Select(step => step.State is TaskStepState.Running ? step with { State = TaskStepState.Interrupted } : step)];
}

/// <summary>The state of a step.</summary>
public enum TaskStepState
{
    Waiting,
    Running,
    Done,
    Failed,

    /// <summary>It was done or begun, and has been undone.</summary>
    Undone,

    /// <summary>The task was cancelled while it ran.</summary>
    Stopped,

    /// <summary>WebConsole ended while it ran.</summary>
    Interrupted,
}

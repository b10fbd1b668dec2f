namespace WebConsole.Operations;

/// <summary>One step of an operation, as its task shows it.</summary>
/// <param name="Name">What is done, as a command: "Copy debian-12.qcow2".</param>
/// <param name="State">How far it has come.</param>
/// <param name="Leaves">What there is once it was done and is not there after an undo: "the volume web-01.qcow2". <c>null</c> where it makes nothing.</param>
public sealed record TaskStep(string Name, TaskStepState State, string? Leaves = null);

/// <summary>How far a step has come.</summary>
public enum TaskStepState
{
    Waiting,
    Running,
    Done,
    Failed,

    /// <summary>It was done, or begun, and taken back since.</summary>
    Undone,
}

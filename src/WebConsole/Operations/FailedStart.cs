using System.Collections.Immutable;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Operations;

/// <summary>
/// The last start of a machine that is off, where it failed: a start of its own, or the one with which a longer task was to end, such as
/// the one that made the machine. Tasks are kept, so it is known after a restart of WebConsole too.
/// </summary>
internal static class FailedStart
{
    /// <summary>The name of the step by which a longer task starts a machine, or a container.</summary>
    public const string Step = "Start the machine", ContainerStep = "Start the container";

    /// <summary>How many tasks of a machine are looked through.</summary>
    private const int MostTasks = 50;

    private static readonly ImmutableHashSet<string> Starts = ["start", "start-reset-nvram"];

    /// <summary>What only a machine can do that runs.</summary>
    private static readonly ImmutableHashSet<string> WhileItRuns = ["shutdown", "reboot", "reset", "force-off", "pause", "resume", "wake-up", "save", "inject-nmi"];

    /// <summary>The tasks that tell it.</summary>
    public static TaskFilter Tasks(MachineId machine) => new() { Subject = machine, Count = MostTasks };

    /// <summary>The task that failed to start it; <c>null</c> where the last start succeeded, there was none, or it runs.</summary>
    /// <param name="tasks">Those of <see cref="Tasks"/>; others are left out.</param>
    /// <param name="machine">The machine.</param>
    public static TaskRecord? Of(IEnumerable<TaskRecord> tasks, Machine machine) => machine.IsActive ? null
        : tasks.Where(task => task.EndedAt is not null && Ran(task, machine.Id) is not null).MaxBy(task => task.Id) is { } last && Ran(last, machine.Id) is false ? last : null;

    /// <summary>Whether the machine ran after a task; <c>null</c> where the task does not tell.</summary>
    private static bool? Ran(TaskRecord task, ObjectId machine)
    {
        if (task.Subject != machine && task.Result?.Id != machine)
            return null;
        if (task.Steps.LastOrDefault(step => step.Name is Step or ContainerStep) is { } step)
            return step.State switch { TaskStepState.Done => true, TaskStepState.Failed => false, _ => null };
        return task.Subject != machine ? null
            : task.State is TaskState.Succeeded && (Starts.Contains(task.Action) || WhileItRuns.Contains(task.Action)) ? true
            : task.State is TaskState.Failed && Starts.Contains(task.Action) ? false
            : null;
    }
}

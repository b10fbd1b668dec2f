using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Storage;

/// <summary>Why a pool is off, where it failed to start.</summary>
internal static class FailedStarts
{
    /// <summary>The last start of a pool that is off, if it failed.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="tasks">Newest first.</param>
    public static TaskRecord? Of(StoragePool pool, IEnumerable<TaskRecord> tasks)
    {
        if (pool.State != "inactive")
            return null;
        // A pool that was stopped here had started before.
        var last = tasks.FirstOrDefault(task => task.Subject == pool.Id && task.Action is "start" or "stop" && !task.State.IsActive());
        return last is { Action: "start", State: TaskState.Failed } ? last : null;
    }
}

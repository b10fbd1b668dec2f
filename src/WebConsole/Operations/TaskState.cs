namespace WebConsole.Operations;

/// <summary>How far a task has come.</summary>
public enum TaskState
{
    /// <summary>Waits for its turn.</summary>
    Queued,
    Running,

    /// <summary>A user has cancelled it, and it has not ended yet.</summary>
    Cancelling,
    Succeeded,
    Failed,

    /// <summary>Someone stopped it.</summary>
    Cancelled,

    /// <summary>WebConsole ended before the task did.</summary>
    Interrupted,
}

public static class TaskStates
{
    /// <summary>The stable word of the API, the URL and the database.</summary>
    public static string ToToken(this TaskState state) => state switch
    {
        TaskState.Queued => "queued",
        TaskState.Running => "running",
        TaskState.Cancelling => "cancelling",
        TaskState.Succeeded => "succeeded",
        TaskState.Failed => "failed",
        TaskState.Cancelled => "cancelled",
        _ => "interrupted",
    };

    /// <summary>Reads what <see cref="ToToken"/> wrote; <c>null</c> for any other word.</summary>
    public static TaskState? Parse(string? token) =>
        Enum.GetValues<TaskState>().Cast<TaskState?>().FirstOrDefault(state => state!.Value.ToToken() == token);

    public static bool IsActive(this TaskState state) => state is TaskState.Queued or TaskState.Running or TaskState.Cancelling;
}

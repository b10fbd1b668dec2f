namespace WebConsole.Operations;

/// <summary>A task's number, or why there is none.</summary>
/// <param name="TaskId">The task that runs it.</param>
/// <param name="Refusal">Why it was refused, fit to be shown.</param>
public sealed record OperationResult(long? TaskId, string? Refusal)
{
    /// <summary>The kind of <see cref="Refusal"/>.</summary>
    public RefusalReason? Reason { get; init; }

    internal static OperationResult Refused(RefusalReason reason, string text) => new(null, text) { Reason = reason };
}

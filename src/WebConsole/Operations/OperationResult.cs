using System.Collections.Immutable;

namespace WebConsole.Operations;

/// <summary>A task's number, or why there is none.</summary>
/// <param name="TaskId">The task that runs it.</param>
/// <param name="Refusal">Why it was refused, fit to be shown.</param>
public sealed record OperationResult(long? TaskId, string? Refusal)
{
    /// <summary>The kind of <see cref="Refusal"/>.</summary>
    public RefusalReason? Reason { get; init; }

    /// <summary>What was wrong with what was asked for, by the fields' names in the API.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; init; } = ImmutableDictionary<string, string[]>.Empty;

    internal static OperationResult Refused(RefusalReason reason, string text) => new(null, text) { Reason = reason };

    internal static OperationResult Mistaken(IReadOnlyDictionary<string, string[]> errors) => new(null, string.Join(' ', errors.Values.SelectMany(texts => texts)))
    {
        Reason = RefusalReason.Invalid,
        Errors = errors,
    };
}

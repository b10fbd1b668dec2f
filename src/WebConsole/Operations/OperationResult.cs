using System.Collections.Immutable;

namespace WebConsole.Operations;

/// <summary>The number of the new task, or the refusal.</summary>
/// <param name="TaskId">The task that runs it.</param>
/// <param name="Refusal">Why it was refused; may be shown to users.</param>
public sealed record OperationResult(long? TaskId, string? Refusal)
{
    /// <summary>The kind of <see cref="Refusal"/>.</summary>
    public RefusalReason? Reason { get; init; }

    /// <summary>Errors in the arguments, by the fields' names in the API.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; init; } = ImmutableDictionary<string, string[]>.Empty;

    internal static OperationResult Refused(RefusalReason reason, string text) => new(null, text) { Reason = reason };

    internal static OperationResult Mistaken(IReadOnlyDictionary<string, string[]> errors) => new(null, string.Join(' ', errors.Values.SelectMany(texts => texts)))
    {
        Reason = RefusalReason.Invalid,
        Errors = errors,
    };
}

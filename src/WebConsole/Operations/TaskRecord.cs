using WebConsole.Hypervisor;

namespace WebConsole.Operations;

/// <summary>What is remembered of an operation: who asked for what, and what became of it.</summary>
public sealed record TaskRecord
{
    public required long Id { get; init; }

    /// <inheritdoc cref="Operation.Action"/>
    public required string Action { get; init; }

    /// <inheritdoc cref="Operation.Verb"/>
    public required string Verb { get; init; }

    /// <inheritdoc cref="Operation.Target"/>
    public required string Target { get; init; }

    public required string Host { get; init; }
    public MachineId? Machine { get; init; }
    public required string User { get; init; }

    /// <summary>The address that the user's request came from.</summary>
    public required string From { get; init; }

    public required TaskState State { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it did not succeed: libvirt's own words, or ours.</summary>
    public string? Error { get; init; }

    /// <summary>What to do about <see cref="Error"/>; of one that succeeded, what is still open (<see cref="Operation.Remark"/>).</summary>
    public string? Advice { get; init; }

    /// <inheritdoc cref="Operation.VirshLine"/>
    public required string VirshLine { get; init; }
}

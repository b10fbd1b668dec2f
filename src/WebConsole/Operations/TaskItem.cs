namespace WebConsole.Operations;

/// <summary>A task as the API shows it.</summary>
internal sealed record TaskItem
{
    public required long Id { get; init; }

    /// <summary>The word of the API: <c>force-off</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The machine's name.</summary>
    public required string Target { get; init; }

    public required string Host { get; init; }

    /// <summary>The machine's UUID.</summary>
    public Guid? Uuid { get; init; }

    public required string User { get; init; }

    /// <summary><c>queued</c>, <c>running</c>, <c>succeeded</c>, <c>failed</c> or <c>interrupted</c>.</summary>
    public required string State { get; init; }

    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it did not succeed, in libvirt's own words.</summary>
    public string? Error { get; init; }

    /// <summary>What to do about it; of one that succeeded, what is still open: that the guest was only asked.</summary>
    public string? Advice { get; init; }

    /// <summary>The same by virsh.</summary>
    public required string Virsh { get; init; }

    public static TaskItem Of(TaskRecord task) => new()
    {
        Id = task.Id,
        Action = task.Action,
        Target = task.Target,
        Host = task.Host,
        Uuid = task.Machine?.Uuid,
        User = task.User,
        State = task.State.ToToken(),
        StartedAt = task.StartedAt,
        EndedAt = task.EndedAt,
        Error = task.Error,
        Advice = task.Advice,
        Virsh = task.VirshLine,
    };
}

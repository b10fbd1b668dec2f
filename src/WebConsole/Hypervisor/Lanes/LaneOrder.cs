namespace WebConsole.Hypervisor.Lanes;

/// <summary>Options of a call in a lane. None of its functions may throw; none but <see cref="IsSuspect"/> may block.</summary>
internal readonly record struct LaneOrder
{
    /// <summary>Called once, when libvirt has finished the call or the call will never begin.</summary>
    public Action? Released { get; init; }

    /// <summary>
    /// Called when a worker begins the call. If it is set, the call waits for its turn without a limit, and its time
    /// limit counts from its start.
    /// </summary>
    public Action? Began { get; init; }

    /// <summary>For whom: people take turns in the queue. <c>null</c> for WebConsole itself.</summary>
    public string? Person { get; init; }

    /// <summary>
    /// The time limit of a call that is expected to take long, instead of the lane's. Keepalive ends it if libvirt is
    /// gone. Such a call does not get the lane's last worker.
    /// </summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>Whether it leaves the lane's last worker to others although it will probably return: nobody waits for it.</summary>
    public bool LeavesLast { get; init; }

    /// <summary>Whether the call will probably not return. Such a call does not get the lane's last worker. Asked by workers.</summary>
    public Func<bool>? IsSuspect { get; init; }
}

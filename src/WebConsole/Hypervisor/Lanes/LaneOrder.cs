namespace WebConsole.Hypervisor.Lanes;

/// <summary>Options of a call in a lane. None of its functions may throw or block.</summary>
internal readonly record struct LaneOrder
{
    /// <summary>Called once, when libvirt has finished the call or the call will never begin.</summary>
    public Action? Released { get; init; }

    /// <summary>
    /// Called when a worker begins the call. If it is set, the call waits for its turn without a limit, and its time
    /// limit counts from its start.
    /// </summary>
    public Action? Began { get; init; }

    /// <summary>Whether the call will probably not return. Such a call does not get the lane's last worker.</summary>
    public Func<bool>? IsSuspect { get; init; }
}

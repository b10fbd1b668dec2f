namespace WebConsole.Hypervisor.Lanes;

/// <summary>What a lane has to know of a call beside the call itself. None of its functions may throw or block.</summary>
internal readonly record struct LaneOrder
{
    /// <summary>Told once, when libvirt is through with the call or the call will never begin.</summary>
    public Action? Released { get; init; }

    /// <summary>Told when a worker begins. A call with it waits for its turn as long as it takes, and its patience counts from then.</summary>
    public Action? Began { get; init; }

    /// <summary>Whether the call will probably not come back: the lane's last worker is not for it.</summary>
    public Func<bool>? IsSuspect { get; init; }
}

namespace WebConsole.Hypervisor;

/// <summary>
/// A connection's purpose. Each lane of a host has connections and threads of its own, so that a slow call in one
/// delays none in another.
/// </summary>
public enum Lane
{
    /// <summary>Events and the reading of objects they name.</summary>
    Inventory,

    /// <summary>Bulk statistics.</summary>
    Metrics,

    /// <summary>What someone clicked: short.</summary>
    Commands,

    /// <summary>Opening and closing consoles: one that a machine does not give holds up others, and no click.</summary>
    Consoles,

    /// <summary>Storage pools and what lies in them: a server that is away may keep libvirt waiting.</summary>
    Storage,

    /// <summary>What may take minutes.</summary>
    Jobs,

    /// <summary>What helps when all else hangs: force off, abort. libvirt serves these with threads that it keeps for them.</summary>
    WayOut,
}

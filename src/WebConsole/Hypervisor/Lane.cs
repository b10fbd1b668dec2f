namespace WebConsole.Hypervisor;

/// <summary>
/// The purpose of a connection. Each lane of a host has its own connections and threads, so that a slow call in one lane
/// delays no call in another lane.
/// </summary>
public enum Lane
{
    /// <summary>Events, and reading the objects that they name.</summary>
    Inventory,

    /// <summary>Bulk statistics.</summary>
    Metrics,

    /// <summary>Short calls that a user waits for.</summary>
    Commands,

    /// <summary>Opening and closing consoles. A machine that does not open its console delays other consoles, but no command.</summary>
    Consoles,

    /// <summary>Storage pools and their volumes. libvirt may wait long for a storage server that does not answer.</summary>
    Storage,

    /// <summary>Calls that may take minutes.</summary>
    Jobs,

    /// <summary>Calls that help when others hang: force off, abort. libvirt reserves worker threads for them.</summary>
    WayOut,
}

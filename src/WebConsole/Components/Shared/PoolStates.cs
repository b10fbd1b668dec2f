using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Components.Shared;

internal static class PoolStates
{
    /// <summary>Its state as a token for <c>data-state</c>, and in a word, which is also a localizer's key.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="failedToStart">Whether its last start failed.</param>
    public static (string Token, string Word) Of(StoragePool pool, bool failedToStart = false) => pool switch
    {
        // The state that libvirt told last is old.
        { Silent: true } => ("degraded", "does not answer"),
        { State: "running" } => ("active", "active"),
        { State: "inactive" } when failedToStart => ("failed", "failed to start"),
        { State: "inactive", Autostart: true } => ("missed", "off, should be on"),
        { State: "inactive" or "degraded" } => (pool.State, pool.State),
        { State: "building" } => ("connecting", pool.State),
        { State: "inaccessible" } => ("disconnected", pool.State),
        _ => ("unknown", pool.State),
    };
}

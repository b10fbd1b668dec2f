using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Operations;

/// <summary>
/// Waits for what an operation has only asked for: a guest takes its time to shut down, or never does. It listens from its
/// creation, which is before the call, so that a quick guest is not missed.
/// </summary>
internal sealed class AskedFor : IDisposable
{
    /// <summary>What a guest may take before its task says that it has not done it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Operation _operation;
    private readonly InventoryStore _inventory;
    private readonly MachineEdges _edges;
    private readonly TaskCompletionSource _happened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public AskedFor(Operation operation, InventoryStore inventory, MachineEdges edges)
    {
        (_operation, _inventory, _edges) = (operation, inventory, edges);
        inventory.Changed += Look;
        edges.Happened += Look;
    }

    /// <summary>Whether it happens in time.</summary>
    public async Task<bool> HappensAsync(TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            await _happened.Task.WaitAsync(Patience, time, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _inventory.Changed -= Look;
        _edges.Happened -= Look;
    }

    private void Look(InventoryChange change)
    {
        if (_operation.HappensBy(change))
            _happened.TrySetResult();
    }

    private void Look(MachineEdge edge)
    {
        if (_operation.HappensBy(edge))
            _happened.TrySetResult();
    }
}

using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Operations;

/// <summary>
/// Waits for what an operation has only asked for: a guest takes its time to shut down, or never does. It listens from its
/// creation, which is before the call, so that a quick guest is not missed.
/// </summary>
internal sealed class AskedFor : IDisposable
{
    private const string AskedAgain = "The guest was asked again before it had done it.";

    /// <summary>What a guest may take before its task says that it has not done it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Operation _operation;
    private readonly InventoryStore _inventory;
    private readonly MachineEdges _edges;
    private readonly TaskCompletionSource<string?> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public AskedFor(Operation operation, InventoryStore inventory, MachineEdges edges)
    {
        (_operation, _inventory, _edges) = (operation, inventory, edges);
        inventory.Changed += Look;
        edges.Happened += Look;
    }

    /// <summary>Why it is not waited for any longer; <c>null</c> where it has happened.</summary>
    public async Task<string?> OutcomeAsync(TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            return await _outcome.Task.WaitAsync(Patience, time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return _operation.IfIgnored;
        }
    }

    /// <summary>Another operation has asked the same guest, and waits: however often somebody asks, one waits for each machine.</summary>
    public void GiveWay() => _outcome.TrySetResult(AskedAgain);

    public void Dispose()
    {
        _inventory.Changed -= Look;
        _edges.Happened -= Look;
    }

    private void Look(InventoryChange change)
    {
        if (_operation.HappensBy(change))
            _outcome.TrySetResult(null);
    }

    private void Look(MachineEdge edge)
    {
        if (_operation.HappensBy(edge))
            _outcome.TrySetResult(null);
    }
}

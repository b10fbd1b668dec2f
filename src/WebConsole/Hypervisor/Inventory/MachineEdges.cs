using Microsoft.Extensions.Logging.Abstractions;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>The stream of edges beside the state: what waits for one moment hears of it here, and never polls.</summary>
public sealed class MachineEdges(ILogger<MachineEdges>? log = null)
{
    private readonly ILogger _log = log ?? NullLogger<MachineEdges>.Instance;

    /// <summary>Raised by a host's event loop. Handlers return at once.</summary>
    public event Action<MachineEdge>? Happened;

    public void Tell(MachineEdge edge) => Subscribers.Tell(_log, Happened, tell => tell(edge));

    /// <summary>Waits for the next edge of a kind; begin to wait before the call that brings it about.</summary>
    /// <param name="which">Whether it is the one.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns><c>null</c> where it did not come in time.</returns>
    public async Task<MachineEdge?> NextAsync(Func<MachineEdge, bool> which, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        var found = new TaskCompletionSource<MachineEdge>(TaskCreationOptions.RunContinuationsAsynchronously);
        Happened += Look;
        try
        {
            return await found.Task.WaitAsync(patience, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
        finally
        {
            Happened -= Look;
        }

        void Look(MachineEdge edge)
        {
            if (which(edge))
                found.TrySetResult(edge);
        }
    }
}

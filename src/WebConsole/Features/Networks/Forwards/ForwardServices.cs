using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Forwards;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Networks.Forwards;

/// <summary>What changes of forwards work with.</summary>
internal sealed record ForwardServices(DefinitionEditor Editor, HostPorts Ports, ForwardReader Reader, ForwardHelper Helper, InventoryStore Inventory) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>One change of forwards after the other: two that want one port would both find it free.</summary>
    public async Task InTurnAsync(Func<Task> change, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await change().ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}

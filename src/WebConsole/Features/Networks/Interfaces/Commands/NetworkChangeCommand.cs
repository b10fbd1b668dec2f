using WebConsole.Actions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.HostInterfaces;
using WebConsole.Hypervisor.HostInterfaces.NetworkManager;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Networks.Interfaces.Commands;

/// <summary>
/// A change of a host's network by NetworkManager. It may cut off whoever asks for it, so it goes back by itself unless a browser comes
/// back over the changed network.
/// </summary>
public abstract record NetworkChangeCommand : ActionOperation
{
    /// <summary>The host.</summary>
    public required string On { get; init; }

    public required BridgeServices Services { get; init; }

    public sealed override ObjectId Subject => ObjectId.OfHost(On);

    public sealed override bool CanCancel => true;

    /// <summary>What is changed, in few words: <c>br0 over eth0</c>.</summary>
    protected abstract string What { get; }

    public sealed override string? WhyNot(InventorySnapshot inventory) => base.WhyNot(inventory) ?? (inventory.Host(On) is { Facts: null or { IsLocal: false } } ? "Only the network of the host that WebConsole runs on can be changed." : null);

    /// <summary>The interfaces as they are now.</summary>
    protected HostInterfaceReading? Reading(InventorySnapshot inventory) => inventory.Host(On)?.Facts is { IsLocal: true } ? ReadingNow() : null;

    /// <summary>The same of a host of which it has been asked before that it is WebConsole's own.</summary>
    protected HostInterfaceReading ReadingNow() => Services.Interfaces.Now(On);

    /// <summary>Makes the change.</summary>
    protected abstract Task ChangeAsync(BridgeWork work, HostInterfaceReading reading, CancellationToken cancellationToken);

    /// <summary>The step's name, as a command.</summary>
    protected abstract string Step { get; }

    public sealed override async Task ExecuteAsync(OperationContext context)
    {
        context.Plan("Begin a checkpoint of NetworkManager", Step, "Wait for a browser that comes back", "Keep it");
        BridgeWork? work = null;
        var why = "It was cancelled.";
        var change = new NetworkChange(On, context.TaskId, context.Caller.User, What, default, context.Caller.Session);
        try
        {
            await context.StepAsync("Begin a checkpoint of NetworkManager", () => SayAsync(async () => work = await BridgeWork.BeginAsync(context.Time).ConfigureAwait(false)),
                undo: () => UndoAsync(work, () => new UndoneNetworkChange(change, why, context.Time.GetUtcNow()))).ConfigureAwait(false);
            await context.StepAsync(Step, () => SayAsync(() => ChangeAsync(work!, ReadingNow(), context.Cancellation))).ConfigureAwait(false);
            await context.StepAsync("Wait for a browser that comes back", () => WaitAsync(context, work!, change)).ConfigureAwait(false);
            await context.StepAsync("Keep it", () => SayAsync(work!.KeepAsync)).ConfigureAwait(false);
            work!.Dispose();
        }
        catch (OperationFailedException failed)
        {
            why = failed.Message;
            throw;
        }
        finally
        {
            await ((Task)Services.Interfaces.LookAsync(On)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task UndoAsync(BridgeWork? work, Func<UndoneNetworkChange> undone)
    {
        if (work is null)
            return;
        await SayAsync(work.UndoAsync).ConfigureAwait(false);
        work.Dispose();
        Services.Changes.Tell(undone());
    }

    private async Task WaitAsync(OperationContext context, BridgeWork work, NetworkChange change)
    {
        var left = work.Left;
        context.Report(null, $"Keep it within {left.TotalSeconds:0} s under Networks, Host interfaces; the browser that asked does so by itself once it reaches the host.", waits: true);
        try
        {
            await Services.Changes.WaitAsync(change with { Until = context.Time.GetUtcNow() + left }, context.Time, context.Cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new OperationFailedException("No browser came back over the changed network in time.", "The network is again as it was before.");
        }
    }

    /// <summary>NetworkManager's words, with what to do.</summary>
    private static async Task SayAsync(Func<Task> act)
    {
        try
        {
            await act().ConfigureAwait(false);
        }
        catch (NetworkManagerException said)
        {
            throw new OperationFailedException(said.Message, said.Advice);
        }
    }
}

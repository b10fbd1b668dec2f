using System.Collections.Concurrent;
using System.Threading.Channels;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Provisioning.Setup;

/// <summary>Takes media away when the first boot or the installation is over, as tasks of WebConsole's own.</summary>
internal sealed class SetupKeeper(InventoryStore inventory, MachineEdges edges, OperationRunner operations, DefinitionEditor editor, SetupWatch watch, TimeProvider time) : BackgroundService
{
    /// <summary>How often to look whether a time is up.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ConcurrentQueue<MachineEdge> _edges = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        inventory.Changed += Note;
        edges.Happened += Note;
        var timer = time.CreateTimer(_ => _wake.Writer.TryWrite(true), null, TimeSpan.Zero, Interval);
        try
        {
            await foreach (var _ in _wake.Reader.ReadAllAsync(stoppingToken).ConfigureAwait(false))
                await LookAsync(stoppingToken).ConfigureAwait(false);
        }
        finally
        {
            inventory.Changed -= Note;
            edges.Happened -= Note;
            await timer.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void Note(InventoryChange change)
    {
        if (change.Touches(ObjectKind.Machine))
            _wake.Writer.TryWrite(true);
    }

    private void Note(MachineEdge edge)
    {
        // Only of machines that matter here, so that a guest that restarts all the time fills no queue.
        if (edge.Kind is not (MachineEdgeKind.GuestRestarted or MachineEdgeKind.DeviceRemoved) || inventory.Current.Machines.GetValueOrDefault(edge.Machine) is not { } machine || SetupMedium.Of(machine) is [])
            return;
        _edges.Enqueue(edge);
        _wake.Writer.TryWrite(true);
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var snapshot = inventory.Current;
        // A machine is known before its edges count.
        watch.Find(snapshot);
        while (_edges.TryDequeue(out var edge))
            watch.Note(edge);
        foreach (var (machine, media) in watch.Find(snapshot))
        {
            if (snapshot.Host(machine.Id.Host) is not { } host)
                continue;
            var operation = new FinishSetup { Machine = machine.Id, Target = machine.Name, Uri = host.Uri, Media = [.. media], Known = machine, Editor = editor };
            // Where something else is just being done to the machine, the next look comes with its end.
            if (await operations.StartAsync(operation, Caller.System, cancellationToken).ConfigureAwait(false) is { Refusal: null })
                watch.Begun(machine, media);
        }
    }
}

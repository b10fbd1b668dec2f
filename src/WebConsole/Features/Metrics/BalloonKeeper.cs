using System.Threading.Channels;
using Microsoft.Extensions.Options;
using WebConsole.Features.Metrics.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Metrics;

/// <summary>
/// Switches on memory statistics of guests: without them, libvirt only knows the resident size of the process.
/// </summary>
internal sealed class BalloonKeeper(InventoryStore inventory, OperationRunner operations, IOptions<MetricsOptions> options, TimeProvider time) : BackgroundService
{
    /// <summary>How often to check for due machines if nothing changes.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly SilentBalloons _silent = new(time);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.BalloonPeriodSeconds == 0)
            return;
        var changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        void Note() => changed.Writer.TryWrite(true);

        void NoteMachines(InventoryChange change)
        {
            if (change.Touches(ObjectKind.Machine))
                Note();
        }

        inventory.Changed += NoteMachines;
        var timer = time.CreateTimer(_ => Note(), null, TimeSpan.Zero, Interval);
        try
        {
            await foreach (var _ in changed.Reader.ReadAllAsync(stoppingToken).ConfigureAwait(false))
                await SwitchOnAsync(stoppingToken).ConfigureAwait(false);
        }
        finally
        {
            inventory.Changed -= NoteMachines;
            await timer.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task SwitchOnAsync(CancellationToken cancellationToken)
    {
        var snapshot = inventory.Current;
        foreach (var machine in _silent.Find(snapshot))
        {
            var operation = new SwitchOnMemoryStatistics
            {
                Target = machine.Name,
                Machine = machine.Id,
                Uri = snapshot.Host(machine.Id.Host)?.Uri ?? "",
                PeriodSeconds = options.Value.BalloonPeriodSeconds,
            };
            await operations.StartAsync(operation, Caller.System, cancellationToken).ConfigureAwait(false);
        }
    }
}

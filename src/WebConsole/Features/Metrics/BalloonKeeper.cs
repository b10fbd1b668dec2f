using System.Threading.Channels;
using Microsoft.Extensions.Options;
using WebConsole.Features.Metrics.Commands;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Metrics;

/// <summary>Sees to it that guests tell how they use their memory: libvirt has no figure but the process's size until someone asks.</summary>
internal sealed class BalloonKeeper(InventoryStore inventory, OperationRunner operations, IOptions<MetricsOptions> options) : BackgroundService
{
    private readonly SilentBalloons _silent = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.BalloonPeriodSeconds == 0)
            return;
        var changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        void Note() => changed.Writer.TryWrite(true);

        inventory.Changed += Note;
        try
        {
            Note();
            await foreach (var _ in changed.Reader.ReadAllAsync(stoppingToken).ConfigureAwait(false))
                await SwitchOnAsync(stoppingToken).ConfigureAwait(false);
        }
        finally
        {
            inventory.Changed -= Note;
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
                Of = machine.Id,
                Uri = snapshot.Host(machine.Id.Host)?.Uri ?? "",
                PeriodSeconds = options.Value.BalloonPeriodSeconds,
            };
            await operations.StartAsync(operation, Caller.System, cancellationToken).ConfigureAwait(false);
        }
    }
}

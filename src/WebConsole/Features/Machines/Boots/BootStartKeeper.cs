using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Boots;

/// <summary>
/// Has the machines that have an order started after a boot of the host that WebConsole runs on. A host that it sees for the first
/// time has not booted, as far as anybody knows, and of hosts elsewhere libvirt does not tell.
/// </summary>
internal sealed partial class BootStartKeeper(InventoryStore inventory, OperationRunner operations, KnownBoots boots, TimeProvider time, ILogger<BootStartKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>The hosts that have been compared, and those of them that have booted and whose task has not begun yet.</summary>
    private readonly HashSet<string> _compared = [], _due = [];

    private bool _hasFailed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                await LookAsync(stoppingToken).ConfigureAwait(false);
                _hasFailed = false;
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // Nothing is started, since it might have been started before. The next look tries again.
                if (!_hasFailed)
                    Failed(log, error);
                _hasFailed = true;
            }
        }
    }

    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        var known = inventory.Current;
        // A host is connected once its machines have been read.
        foreach (var host in known.Hosts.Where(host => host is { Connection: ConnectionState.Connected or ConnectionState.Degraded, Facts.IsLocal: true }))
        {
            if (!_compared.Contains(host.Name))
                Compare(host.Name, known);
            if (_due.Contains(host.Name) && await StartAsync(host, known, cancellationToken).ConfigureAwait(false))
                _due.Remove(host.Name);
        }
    }

    /// <summary>Notes the boot before anything is started: what is interrupted then is not begun again.</summary>
    private void Compare(string host, InventorySnapshot known)
    {
        var (before, current) = (boots.Read(), boots.Current());
        var seen = before.GetValueOrDefault(host);
        if (seen != current)
            boots.Write(before.Where(boot => known.Host(boot.Key) is not null && boot.Key != host).Append(KeyValuePair.Create(host, current)).ToDictionary());
        if (seen is not null && seen != current)
            _due.Add(host);
        _compared.Add(host);
    }

    /// <summary>Whether it has begun, or there is nothing to start.</summary>
    private async Task<bool> StartAsync(HostStatus host, InventorySnapshot known, CancellationToken cancellationToken)
    {
        var ordered = known.Machines.Values.Where(machine => machine.Id.Host == host.Name && machine is { Persistent: true, StartOrder: not null }).ToArray();
        if (ordered is [])
            return true;
        return (await operations.StartAsync(new StartAfterBoot { Target = host.Name, Uri = host.Uri, Machines = [.. ordered] }, Caller.System, cancellationToken).ConfigureAwait(false)).TaskId is not null;
    }

    [LoggerMessage(2531, LogLevel.Error, "Which boot of the host this is can't be noted, so no machine is started in order; trying again")]
    private static partial void Failed(ILogger log, Exception error);
}

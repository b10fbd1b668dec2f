namespace WebConsole.Hypervisor.Metrics;

/// <summary>
/// A source of raw counters. libvirt is one source; the kernel of this host could be another for its own machines.
/// </summary>
public interface IStatisticsSource
{
    /// <summary>
    /// Fills <paramref name="reading"/> with the groups that it requests. Counters that can't be read stay unknown;
    /// inactive machines are left out. There is never more than one call per host at a time.
    /// </summary>
    /// <exception cref="HypervisorException">Nothing could be read.</exception>
    public Task ReadAsync(string host, StatisticsReading reading, CancellationToken cancellationToken);
}

namespace WebConsole.Hypervisor.Metrics;

/// <summary>
/// Where raw counters come from. libvirt is one source; the kernel of the host that we run on can be another,
/// which gives the same counters for the machines it knows.
/// </summary>
public interface IStatisticsSource
{
    /// <summary>
    /// Fills <paramref name="reading"/> with the groups that it asks for. What can't be read stays unknown; a machine
    /// that is not active is left out. Never called twice at once for a host.
    /// </summary>
    /// <exception cref="HypervisorException">Nothing could be read.</exception>
    public Task ReadAsync(string host, StatisticsReading reading, CancellationToken cancellationToken);
}

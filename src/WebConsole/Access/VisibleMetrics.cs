using System.Collections.Immutable;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Metrics;

namespace WebConsole.Access;

/// <summary>The metrics of the machines and hosts that the current user may see; all others are unknown.</summary>
public sealed class VisibleMetrics(MetricsStore store, IAccess access, CurrentUser user)
{
    /// <inheritdoc cref="MetricsStore.Latest(MachineId)"/>
    public MachineRates? Latest(MachineId machine) => Sees(machine) ? store.Latest(machine) : null;

    /// <inheritdoc cref="MetricsStore.Latest(string, Guid?, Series)"/>
    public double? Latest(string host, Guid? machine, Series series) => Sees(host, machine) ? store.Latest(host, machine, series) : null;

    /// <inheritdoc cref="MetricsStore.SeriesOf"/>
    public IReadOnlyList<Series> SeriesOf(string host, Guid? machine = null) => Sees(host, machine) ? store.SeriesOf(host, machine) : [];

    /// <inheritdoc cref="MetricsStore.DiskSizesOf"/>
    public ImmutableDictionary<string, long> DiskSizesOf(MachineId machine) => Sees(machine) ? store.DiskSizesOf(machine) : DiskSizes.None;

    /// <inheritdoc cref="MetricsStore.TopConsumers"/>
    public IReadOnlyList<Consumer> TopConsumers(Metric metric, int count, string? host = null) =>
        [.. store.TopConsumers(metric, int.MaxValue, host).Where(consumer => Sees(consumer.Machine)).Take(count)];

    /// <summary>Whether the current user may watch the metrics of a host, or of one of its machines.</summary>
    public bool Sees(string host, Guid? machine) => machine is { } uuid ? Sees(new MachineId(host, uuid)) : Sees(ObjectId.OfHost(host));

    private bool Sees(ObjectId id) => access.May(user.Principal, Right.See, id);
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;

namespace WebConsole.Hypervisor.Metrics;

/// <summary>
/// The last ten minutes of every host and machine, in memory. Samplers write; pages and the hub read, and never make
/// libvirt do anything by it.
/// </summary>
public sealed class MetricsStore(TimeProvider clock, ILogger<MetricsStore>? log = null)
{
    /// <summary>
    /// Stands in a history for "its group was not read at this tick, and the value before still holds", where
    /// <see cref="float.NaN"/> is unknown: a chart draws on over the one and leaves a gap at the other.
    /// </summary>
    public const float NotSampled = float.PositiveInfinity;

    private readonly ConcurrentDictionary<string, HostSeries> _hosts = new(StringComparer.Ordinal);
    private readonly ILogger _log = log ?? NullLogger<MetricsStore>.Instance;
    private readonly WallClock _wallClock = new(clock);

    /// <summary>Raised with the host's name when a tick is complete, on the sampler's thread. Handlers return at once.</summary>
    public event Action<string>? Ticked;

    public static bool IsNotSampled(float value) => float.IsPositiveInfinity(value);

    /// <summary>The four numbers of a machine's row now; <c>null</c> where nothing was ever read of it.</summary>
    public MachineRates? Latest(MachineId machine)
    {
        if (!_hosts.TryGetValue(machine.Host, out var host) || host.LatestTimestamp is not { } timestamp || !host.Knows(machine.Uuid))
            return null;
        var used = Latest(host, machine.Uuid, Metric.Memory);
        return new MachineRates(
            _wallClock.ToUnixMilliseconds(timestamp),
            Latest(host, machine.Uuid, Metric.Cpu),
            (long?)(used ?? Latest(host, machine.Uuid, Metric.MemoryResident)),
            used is null,
            Latest(host, machine.Uuid, Metric.Disk),
            Latest(host, machine.Uuid, Metric.Network));
    }

    /// <summary>What a series has now; with no machine, of the host itself. <c>null</c> is unknown.</summary>
    public double? Latest(string host, Guid? machine, Series series) =>
        _hosts.TryGetValue(host, out var found) ? Known(found.Latest(new SeriesAddress(machine, series))) : null;

    /// <summary>The series there are of a machine, or with no machine of the host itself.</summary>
    public IReadOnlyList<Series> SeriesOf(string host, Guid? machine = null) =>
        _hosts.TryGetValue(host, out var found) ? found.SeriesOf(machine) : [];

    /// <summary>How large the disks of a machine that runs are, in bytes by libvirt's name; the same object until one changes.</summary>
    public ImmutableDictionary<string, long> DiskSizesOf(MachineId machine) =>
        _hosts.TryGetValue(machine.Host, out var found) ? found.DiskSizesOf(machine.Uuid) : DiskSizes.None;

    /// <summary>The machines that use most of <paramref name="metric"/> now, the greediest first; of one host, or with no name of all.</summary>
    public IReadOnlyList<Consumer> TopConsumers(Metric metric, int count, string? host = null)
    {
        var consumers = new List<Consumer>();
        var values = new List<(Guid Machine, float Value)>();
        foreach (var (name, series) in _hosts)
        {
            if (host is not null && name != host)
                continue;
            values.Clear();
            series.Collect(new Series(metric), values);
            consumers.AddRange(values.Select(value => new Consumer(new MachineId(name, value.Machine), value.Value)));
        }
        return [.. consumers.OrderByDescending(consumer => consumer.Value).ThenBy(consumer => consumer.Machine.Uuid).Take(count)];
    }

    /// <summary>Unix milliseconds, by the clock as it stands now, of a timestamp of the rings.</summary>
    internal long ToUnixMilliseconds(long timestamp) => _wallClock.ToUnixMilliseconds(timestamp);

    /// <summary>The rings' timestamp at a time of day in Unix milliseconds, or, where that is negative, so long before now; but at most <paramref name="atMost"/> ago.</summary>
    internal long ToTimestamp(long milliseconds, TimeSpan atMost) => _wallClock.ToTimestamp(milliseconds, atMost);

    /// <summary>The rings of a host; made when asked for first.</summary>
    internal HostSeries Host(string host) => _hosts.GetOrAdd(host, static (_, clock) => new HostSeries(clock), clock);

    /// <summary>Completes the tick that <paramref name="host"/> has begun.</summary>
    internal void Publish(string host)
    {
        _wallClock.Follow();
        Host(host).Publish();
        Subscribers.Tell(_log, Ticked, tell => tell(host));
    }

    private static double? Latest(HostSeries host, Guid machine, Metric metric) =>
        Known(host.Latest(new SeriesAddress(machine, new Series(metric))));

    private static double? Known(float value) => float.IsNaN(value) ? null : value;
}

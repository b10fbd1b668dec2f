using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;

namespace WebConsole.Hypervisor.Metrics;

/// <summary>
/// The last ten minutes of every host and machine, in memory. Samplers write; pages and the hub read, which never
/// causes a call to libvirt.
/// </summary>
public sealed class MetricsStore(TimeProvider clock, ILogger<MetricsStore>? log = null)
{
    /// <summary>
    /// Means in a history "not read at this tick, the previous value still holds", while <see cref="float.NaN"/> means
    /// unknown: a chart continues its line at the first and leaves a gap at the second.
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

    /// <summary>
    /// The current value of a series of a machine, or of the host if no machine is given. <c>null</c> is unknown.
    /// </summary>
    public double? Latest(string host, Guid? machine, Series series) =>
        _hosts.TryGetValue(host, out var found) ? Known(found.Latest(new SeriesAddress(machine, series))) : null;

    /// <summary>The existing series of a machine, or of the host if no machine is given.</summary>
    public IReadOnlyList<Series> SeriesOf(string host, Guid? machine = null) =>
        _hosts.TryGetValue(host, out var found) ? found.SeriesOf(machine) : [];

    /// <summary>
    /// The disk sizes of a running machine, in bytes by libvirt's name; the same object until a size changes.
    /// </summary>
    public ImmutableDictionary<string, long> DiskSizesOf(MachineId machine) =>
        _hosts.TryGetValue(machine.Host, out var found) ? found.DiskSizesOf(machine.Uuid) : DiskSizes.None;

    /// <summary>
    /// The machines with the highest <paramref name="metric"/> now, highest first; of one host, or of all if no host is
    /// given.
    /// </summary>
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

    /// <summary>Converts a timestamp of the rings to Unix milliseconds, by the current clock.</summary>
    internal long ToUnixMilliseconds(long timestamp) => _wallClock.ToUnixMilliseconds(timestamp);

    /// <summary>
    /// Converts Unix milliseconds to a timestamp of the rings. A negative value means that long before now. The result
    /// is at most <paramref name="atMost"/> ago.
    /// </summary>
    internal long ToTimestamp(long milliseconds, TimeSpan atMost) => _wallClock.ToTimestamp(milliseconds, atMost);

    /// <summary>The rings of a host, created at the first call.</summary>
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

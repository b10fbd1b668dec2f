using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace WebConsole.Hypervisor.Metrics;

/// <summary>
/// The last ten minutes of one host and its machines. All series share the host's ticks and their times; readers see a
/// tick when it is complete.
/// </summary>
internal sealed class HostSeries(TimeProvider clock)
{
    /// <summary>Ticks kept: ten minutes at one a second.</summary>
    public const int Capacity = 600;

    private static readonly TimeSpan Span = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly long[] _timestamps = new long[Capacity];
    private readonly Dictionary<Series, SeriesRing> _host = [];
    private readonly Dictionary<Guid, MachineSeries> _machines = [];
    private long _published;
    private long _tick = -1;

    /// <summary>Number of the tick after the newest complete one; ticks count from 0.</summary>
    public long NextTick => Volatile.Read(ref _published);

    /// <summary>Begins a tick, in which no series has a new value yet.</summary>
    public void Begin(long timestamp)
    {
        lock (_lock)
        {
            _tick++;
            _timestamps[Slot(_tick)] = timestamp;
            Advance(_host);
            foreach (var machine in _machines.Values)
                Advance(machine.Rings);
        }
    }

    /// <summary>Sets the host's values of the tick that has begun.</summary>
    public void SetHost(SampleBuffer sample, TimeSpan hold)
    {
        lock (_lock)
            Set(_host, sample, hold);
    }

    /// <summary>Sets a machine's values of the tick that has begun.</summary>
    public void SetMachine(Guid uuid, SampleBuffer sample, TimeSpan hold)
    {
        lock (_lock)
        {
            ref var machine = ref CollectionsMarshal.GetValueRefOrAddDefault(_machines, uuid, out _);
            machine ??= new MachineSeries();
            machine.SeenAt = _tick;
            Set(machine.Rings, sample, hold);
        }
    }

    /// <summary>Notes how large the disks are of a machine that has values.</summary>
    public void SetDiskSizes(Guid uuid, List<DiskCounters> disks)
    {
        lock (_lock)
        {
            if (_machines.TryGetValue(uuid, out var machine))
                machine.DiskSizes = DiskSizes.After(machine.DiskSizes, disks);
        }
    }

    /// <summary>How large a machine's disks were when last told, in bytes by name; the same object until one changes.</summary>
    public ImmutableDictionary<string, long> DiskSizesOf(Guid machine)
    {
        lock (_lock)
            return _machines.TryGetValue(machine, out var found) ? found.DiskSizes : DiskSizes.None;
    }

    /// <summary>
    /// Clears the values of machines that were not set in this tick, because they are off. Frees a machine that is
    /// gone, or has been off for longer than the rings last.
    /// </summary>
    public void EndUnseen(Func<Guid, bool> exists)
    {
        lock (_lock)
        {
            foreach (var (uuid, machine) in _machines)
            {
                if (machine.SeenAt == _tick)
                    continue;
                if (!exists(uuid) || _tick - machine.SeenAt >= Capacity)
                    _machines.Remove(uuid);
                else
                    machine.End(Slot(_tick));
            }
        }
    }

    /// <summary>Completes the tick.</summary>
    public void Publish()
    {
        lock (_lock)
        {
            if (_tick % 60 == 0)
                FreeSilent();
            Volatile.Write(ref _published, _tick + 1);
        }
    }

    /// <summary>The oldest tick after <paramref name="timestamp"/> that can still be read.</summary>
    public long FirstTickAfter(long timestamp)
    {
        lock (_lock)
        {
            var tick = OldestTick;
            while (tick < _published && _timestamps[Slot(tick)] <= timestamp)
                tick++;
            return tick;
        }
    }

    /// <summary>
    /// Copies as many ticks as fit into <paramref name="timestamps"/>, beginning with <paramref name="first"/>;
    /// <paramref name="values"/> receives them series by series. A series that does not exist gets unknown values.
    /// </summary>
    /// <returns>How many ticks were copied. The stride of a series in the values is always the full length.</returns>
    public int Read(long first, ReadOnlySpan<SeriesAddress> series, Span<long> timestamps, Span<float> values)
    {
        lock (_lock)
        {
            first = Math.Max(first, OldestTick);
            var count = (int)Math.Clamp(_published - first, 0, timestamps.Length);
            for (var i = 0; i < count; i++)
                timestamps[i] = _timestamps[Slot(first + i)];
            for (var s = 0; s < series.Length; s++)
            {
                var target = values.Slice(s * timestamps.Length, count);
                if (Find(series[s]) is { } ring)
                    Copy(ring, first, target);
                else
                    target.Fill(float.NaN);
            }
            return count;
        }
    }

    /// <summary>The current value; <see cref="float.NaN"/> if there is none.</summary>
    public float Latest(SeriesAddress series)
    {
        lock (_lock)
            return Latest(Find(series));
    }

    /// <summary>When the newest complete tick began; <c>null</c> before the first.</summary>
    public long? LatestTimestamp
    {
        get
        {
            lock (_lock)
                return _published == 0 ? null : _timestamps[Slot(_published - 1)];
        }
    }

    public bool Knows(Guid machine)
    {
        lock (_lock)
            return _machines.ContainsKey(machine);
    }

    /// <summary>The series that a machine, or with <c>null</c> the host, has.</summary>
    public IReadOnlyList<Series> SeriesOf(Guid? machine)
    {
        lock (_lock)
        {
            return machine is not { } uuid ? [.. _host.Keys]
                : _machines.TryGetValue(uuid, out var found) ? [.. found.Rings.Keys] : [];
        }
    }

    /// <summary>Adds what each machine has now of <paramref name="series"/> to <paramref name="values"/>.</summary>
    public void Collect(Series series, List<(Guid Machine, float Value)> values)
    {
        lock (_lock)
        {
            foreach (var (uuid, machine) in _machines)
            {
                var value = Latest(machine.Rings.GetValueOrDefault(series));
                if (!float.IsNaN(value))
                    values.Add((uuid, value));
            }
        }
    }

    // The tick that is being written may already have overwritten the oldest one.
    private long OldestTick => Math.Max(0, _tick + 1 - Capacity);

    private static int Slot(long tick) => (int)(tick % Capacity);

    private static void Copy(SeriesRing ring, long first, Span<float> target)
    {
        for (var i = 0; i < target.Length; i++)
            target[i] = ring[Slot(first + i)];
    }

    private float Latest(SeriesRing? ring)
    {
        for (var tick = _published - 1; ring is not null && tick >= OldestTick; tick--)
        {
            if (ring[Slot(tick)] is var value && !MetricsStore.IsNotSampled(value))
                return value;
        }
        return float.NaN;
    }

    private SeriesRing? Find(SeriesAddress address)
    {
        var rings = address.Machine is not { } uuid ? _host : _machines.TryGetValue(uuid, out var machine) ? machine.Rings : null;
        return rings?.GetValueOrDefault(address.Series);
    }

    private void Advance(Dictionary<Series, SeriesRing> rings)
    {
        foreach (var ring in rings.Values)
            ring.Advance(Slot(_tick), _timestamps[Slot(_tick)]);
    }

    private void Set(Dictionary<Series, SeriesRing> rings, SampleBuffer sample, TimeSpan hold)
    {
        var now = _timestamps[Slot(_tick)];
        var holdUntil = now + (long)(hold.TotalSeconds * clock.TimestampFrequency);
        foreach (var (series, value) in sample.Values)
        {
            ref var ring = ref CollectionsMarshal.GetValueRefOrAddDefault(rings, series, out _);
            ring ??= new SeriesRing(now);
            ring.Set(Slot(_tick), value, now, holdUntil);
        }
    }

    // The rings of an unplugged disk or interface, and of CPUs that nobody watches, are kept until all their values are older than ten minutes.
    private void FreeSilent()
    {
        FreeSilent(_host);
        foreach (var machine in _machines.Values)
            FreeSilent(machine.Rings);
    }

    private void FreeSilent(Dictionary<Series, SeriesRing> rings)
    {
        var now = _timestamps[Slot(_tick)];
        foreach (var (series, ring) in rings)
        {
            if (clock.GetElapsedTime(ring.SetAt, now) > Span)
                rings.Remove(series);
        }
    }

    private sealed class MachineSeries
    {
        public Dictionary<Series, SeriesRing> Rings { get; } = [];

        public long SeenAt { get; set; }

        public ImmutableDictionary<string, long> DiskSizes { get; set; } = Metrics.DiskSizes.None;

        public void End(int slot)
        {
            foreach (var ring in Rings.Values)
                ring.End(slot);
        }
    }
}

namespace WebConsole.Hypervisor.Metrics;

/// <summary>
/// Decides what to read at which tick. Cheap groups are read at each tick. While someone watches, expensive groups take
/// turns, so that no tick reads two of them; while nobody watches, ticks are rare, and each reads all groups.
/// </summary>
/// <remarks>The measured costs are in docs/adr/0030-sampling-and-rings.md.</remarks>
internal sealed class SamplingSchedule(TimeProvider clock)
{
    /// <summary>The pace while someone watches.</summary>
    public static readonly TimeSpan Watched = TimeSpan.FromSeconds(1);

    /// <summary>The pace while nobody does.</summary>
    public static readonly TimeSpan Unwatched = TimeSpan.FromSeconds(10);

    private const StatisticsGroups Cheap =
        StatisticsGroups.Host | StatisticsGroups.State | StatisticsGroups.VirtualCpus | StatisticsGroups.Network;

    // A value stays valid for this many periods, so that one late or failed reading is not visible.
    private const int HoldFactor = 3;

    // Reading may take at most this share of the time; with more machines, the pace drops.
    private const double LargestShare = 1 / 3.0;

    // Ticks are not exact, so what is due in a moment counts as due.
    private static readonly TimeSpan Tolerance = Watched / 2;

    private readonly DearGroup[] _dear =
    [
        new(StatisticsGroups.Disks, TimeSpan.FromSeconds(5)),
        new(StatisticsGroups.Memory, TimeSpan.FromSeconds(5)),
        new(StatisticsGroups.CpuTotal, TimeSpan.FromSeconds(10)),
    ];

    private readonly DearGroup _cpus = new(StatisticsGroups.HostCpus, TimeSpan.FromSeconds(3));

    private long? _started;
    private TimeSpan _cost;

    /// <summary>What to read at this tick, in order; nothing if reading again so soon would cost too much.</summary>
    /// <param name="watched">Whether someone watches the host.</param>
    /// <param name="cpus">Whether someone watches each of its CPUs, which are read for nobody else.</param>
    public IReadOnlyList<SamplingCall> Next(bool watched, bool cpus = false)
    {
        var now = clock.GetTimestamp();
        if (_started is { } started && clock.GetElapsedTime(started, now) + Tolerance < _cost / LargestShare)
            return [];
        _started = now;
        var cheap = new SamplingCall(Cheap, TimeSpan.Zero);
        var due = (cpus ? _dear.Append(_cpus) : _dear).Where(group => group.Overdue(clock, now) >= -Tolerance).OrderByDescending(group => group.Overdue(clock, now));
        return [cheap, .. (watched ? due.Take(1) : _dear).Select(group => group.Read(now))];
    }

    /// <summary>
    /// Reports how long a tick's reading took. The value is smoothed, so that one slow tick changes little.
    /// </summary>
    public void Took(TimeSpan time) => _cost += (time - _cost) / 4;

    private sealed class DearGroup(StatisticsGroups groups, TimeSpan period)
    {
        private long? _readAt;

        public TimeSpan Overdue(TimeProvider clock, long now) =>
            _readAt is { } readAt ? clock.GetElapsedTime(readAt, now) - period : TimeSpan.MaxValue;

        public SamplingCall Read(long now)
        {
            _readAt = now;
            return new SamplingCall(groups, period * HoldFactor);
        }
    }
}

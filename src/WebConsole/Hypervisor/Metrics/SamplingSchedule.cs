namespace WebConsole.Hypervisor.Metrics;

/// <summary>
/// Says what to read when. What is cheap, each time; of what is dear, while someone watches, one group at a time, so
/// that no tick pays for two; while nobody does, all of it, since ticks are rare then.
/// </summary>
/// <remarks>The costs behind it are in docs/adr/0030-sampling-and-rings.md.</remarks>
internal sealed class SamplingSchedule(TimeProvider clock)
{
    /// <summary>The pace while someone watches.</summary>
    public static readonly TimeSpan Watched = TimeSpan.FromSeconds(1);

    /// <summary>The pace while nobody does.</summary>
    public static readonly TimeSpan Unwatched = TimeSpan.FromSeconds(10);

    private const StatisticsGroups Cheap =
        StatisticsGroups.Host | StatisticsGroups.State | StatisticsGroups.VirtualCpus | StatisticsGroups.Network;

    // A value outlives its successor's time by this factor: one reading may be late or fail unseen.
    private const int HoldFactor = 3;

    // Reading takes at most this share of the time; with more machines than that allows, the pace drops.
    private const double LargestShare = 1 / 3.0;

    // Ticks are not exact: what is due a moment from now is due.
    private static readonly TimeSpan Tolerance = Watched / 2;

    private readonly DearGroup[] _dear =
    [
        new(StatisticsGroups.Disks, TimeSpan.FromSeconds(5)),
        new(StatisticsGroups.Memory, TimeSpan.FromSeconds(5)),
        new(StatisticsGroups.CpuTotal, TimeSpan.FromSeconds(10)),
    ];

    private long? _started;
    private TimeSpan _cost;

    /// <summary>What to read at this tick, in order; nothing when reading again so soon would cost too much.</summary>
    public IReadOnlyList<SamplingCall> Next(bool watched)
    {
        var now = clock.GetTimestamp();
        if (_started is { } started && clock.GetElapsedTime(started, now) + Tolerance < _cost / LargestShare)
            return [];
        _started = now;
        var cheap = new SamplingCall(Cheap, TimeSpan.Zero);
        var due = _dear.Where(group => group.Overdue(clock, now) >= -Tolerance).OrderByDescending(group => group.Overdue(clock, now));
        return [cheap, .. (watched ? due.Take(1) : _dear).Select(group => group.Read(now))];
    }

    /// <summary>Reports how long the reading of a tick took; slowly followed, so that one slow tick changes little.</summary>
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

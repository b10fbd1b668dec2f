using WebConsole.Hypervisor.Metrics;

namespace WebConsole.Features.Metrics;

/// <summary>What one client watches of one host, and its position in the history.</summary>
internal sealed class HostWatch(string host, HostSeries rings, MetricsStore store, IEnumerable<WatchRequest.Item> items)
{
    // A client that is too slow gets this much of what it missed, and never the rest.
    private const int LongestCatchUp = 60;

    /// <summary>
    /// The most values of one frame: 60 KiB when sent. More values are sent as several frames, and only the frame that
    /// is being sent is in memory.
    /// </summary>
    internal const int MostValues = 12 * 1024;

    private static readonly TimeSpan LongestHistory = TimeSpan.FromMinutes(10);

    private readonly WatchRequest.Item[] _items = [.. items];
    private readonly SeriesAddress[] _series = [.. items.SelectMany(item => item.Series)];
    private long _next;

    public string Name => host;

    /// <summary>Whether single CPUs of the host are among what is watched.</summary>
    public bool HasCpus => _series.Any(address => address is { Machine: null, Series: { Metric: Metric.Cpu, Device: not null } });

    /// <summary>The requested history, in frames for all items with the same start. Call it once, first.</summary>
    public IEnumerable<MetricsFrame> History()
    {
        _next = rings.NextTick;
        foreach (var group in _items.GroupBy(item => item.Since))
        {
            // Tick times are sent in whole milliseconds, so the last seen tick began within the following millisecond.
            var since = group.Key < 0 ? group.Key : group.Key + 1;
            var first = rings.FirstTickAfter(store.ToTimestamp(since, LongestHistory));
            SeriesAddress[] series = [.. group.SelectMany(item => item.Series)];
            foreach (var frame in Read(first, _next, series, [.. group.Select(item => item.Index)]))
                yield return frame;
        }
    }

    /// <summary>The new ticks since the last call.</summary>
    public IEnumerable<MetricsFrame> News()
    {
        var end = rings.NextTick;
        var first = Math.Max(_next, end - LongestCatchUp);
        _next = end;
        return Read(first, end, _series, null);
    }

    private IEnumerable<MetricsFrame> Read(long first, long end, SeriesAddress[] series, int[]? items)
    {
        var most = Math.Max(1, MostValues / Math.Max(1, series.Length));
        for (; first < end; first += most)
            if (ReadFrame(first, Math.Min(end, first + most), series, items) is { } frame)
                yield return frame;
    }

    private MetricsFrame? ReadFrame(long first, long end, SeriesAddress[] series, int[]? items)
    {
        var timestamps = new long[end - first];
        var values = new float[timestamps.Length * series.Length];
        // The oldest ticks may have been overwritten meanwhile; then the frame has fewer ticks.
        if (rings.Read(first, series, timestamps, values) < timestamps.Length)
            return null;
        for (var i = 0; i < timestamps.Length; i++)
            timestamps[i] = store.ToUnixMilliseconds(timestamps[i]);
        return new MetricsFrame(host, items, timestamps, values);
    }
}

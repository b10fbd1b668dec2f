namespace WebConsole.Hypervisor.Metrics;

/// <summary>Counts the watchers of each host's metrics: a host is sampled every second only while it has watchers.</summary>
public sealed class MetricsWatchers
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _counts = [];

    /// <summary>Raised when a host gets its first watcher or loses its last one.</summary>
    public event Action<string>? Changed;

    public bool IsWatched(string host)
    {
        lock (_lock)
            return _counts.ContainsKey(host);
    }

    /// <summary>Counts one more until the returned object is disposed of.</summary>
    public IDisposable Watch(string host)
    {
        bool first;
        lock (_lock)
        {
            var count = _counts.GetValueOrDefault(host);
            _counts[host] = count + 1;
            first = count == 0;
        }
        if (first)
            Changed?.Invoke(host);
        return new Watcher(this, host);
    }

    private void Unwatch(string host)
    {
        bool last;
        lock (_lock)
        {
            last = --_counts[host] == 0;
            if (last)
                _counts.Remove(host);
        }
        if (last)
            Changed?.Invoke(host);
    }

    private sealed class Watcher(MetricsWatchers watchers, string host) : IDisposable
    {
        private MetricsWatchers? _watchers = watchers;

        public void Dispose() => Interlocked.Exchange(ref _watchers, null)?.Unwatch(host);
    }
}

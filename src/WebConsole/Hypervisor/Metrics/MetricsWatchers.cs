namespace WebConsole.Hypervisor.Metrics;

/// <summary>
/// Counts the watchers of each host's metrics: a host is sampled every second only while it has watchers, and each of its
/// CPUs only while someone watches those.
/// </summary>
public sealed class MetricsWatchers
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int All, int OfCpus)> _counts = [];

    /// <summary>Raised when a host gets its first watcher or loses its last one.</summary>
    public event Action<string>? Changed;

    public bool IsWatched(string host)
    {
        lock (_lock)
            return _counts.ContainsKey(host);
    }

    /// <summary>Whether someone watches each CPU of the host.</summary>
    public bool AreCpusWatched(string host)
    {
        lock (_lock)
            return _counts.GetValueOrDefault(host).OfCpus > 0;
    }

    /// <summary>Counts one more until the returned object is disposed of.</summary>
    /// <param name="host">The host's configured name.</param>
    /// <param name="cpus">Whether each of its CPUs is watched, too.</param>
    public IDisposable Watch(string host, bool cpus = false)
    {
        bool first;
        lock (_lock)
        {
            var count = _counts.GetValueOrDefault(host);
            _counts[host] = (count.All + 1, count.OfCpus + (cpus ? 1 : 0));
            first = count.All == 0;
        }
        if (first)
            Changed?.Invoke(host);
        return new Watcher(this, host, cpus);
    }

    private void Unwatch(string host, bool cpus)
    {
        bool last;
        lock (_lock)
        {
            var count = _counts[host];
            last = count.All == 1;
            if (last)
                _counts.Remove(host);
            else
                _counts[host] = (count.All - 1, count.OfCpus - (cpus ? 1 : 0));
        }
        if (last)
            Changed?.Invoke(host);
    }

    private sealed class Watcher(MetricsWatchers watchers, string host, bool cpus) : IDisposable
    {
        private MetricsWatchers? _watchers = watchers;

        public void Dispose() => Interlocked.Exchange(ref _watchers, null)?.Unwatch(host, cpus);
    }
}

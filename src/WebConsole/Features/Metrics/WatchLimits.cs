namespace WebConsole.Features.Metrics;

/// <summary>
/// Limits what each person's streams watch: one person must not fill the server's memory, with any number of
/// connections.
/// </summary>
public sealed class WatchLimits
{
    /// <summary>The most streams of one person: a hundred pages, and as many that replace them.</summary>
    public const int Streams = 256;

    /// <summary>The most series in all streams of one person.</summary>
    public const int Series = 100_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int Streams, int Series)> _byPerson = new(StringComparer.Ordinal);

    /// <summary>Reserves a stream, which is released by disposing; <c>null</c> if the limit is reached.</summary>
    public IDisposable? TryEnter(string person, int series)
    {
        lock (_lock)
        {
            var held = _byPerson.GetValueOrDefault(person);
            if (held.Streams >= Streams || held.Series + series > Series)
                return null;
            _byPerson[person] = (held.Streams + 1, held.Series + series);
            return new Room(this, person, series);
        }
    }

    private void Leave(string person, int series)
    {
        lock (_lock)
        {
            var held = _byPerson[person];
            if (held.Streams == 1)
                _byPerson.Remove(person);
            else
                _byPerson[person] = (held.Streams - 1, held.Series - series);
        }
    }

    private sealed class Room(WatchLimits limits, string person, int series) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                limits.Leave(person, series);
        }
    }
}

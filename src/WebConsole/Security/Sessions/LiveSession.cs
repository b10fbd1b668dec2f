namespace WebConsole.Security.Sessions;

/// <summary>A session in memory: when it was last used, and the cancellation at its end.</summary>
internal sealed class LiveSession : IDisposable
{
    private readonly Session _session;
    private readonly CancellationTokenSource _ended = new();
    private long _lastSeen;
    private int _connections;

    public LiveSession(Session session)
    {
        _session = session;
        _lastSeen = session.LastSeen.UtcTicks;
        Ended = _ended.Token;
    }

    public Session Facts => _session with { LastSeen = LastSeen };

    public Role Role => _session.Role;

    public DateTimeOffset LastSeen => new(Interlocked.Read(ref _lastSeen), TimeSpan.Zero);

    /// <summary>Cancelled when the session ends.</summary>
    public CancellationToken Ended { get; }

    /// <summary>The number of open pages and streams, which keep it alive.</summary>
    public int Connections => Volatile.Read(ref _connections);

    public bool HasConnections => Connections > 0;

    public void Seen(DateTimeOffset now) => Interlocked.Exchange(ref _lastSeen, now.UtcTicks);

    public void Connected() => Interlocked.Increment(ref _connections);

    public void Disconnected(DateTimeOffset now)
    {
        Seen(now);
        Interlocked.Decrement(ref _connections);
    }

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }
}

using System.Collections.Concurrent;

namespace WebConsole.Security.Sessions;

/// <summary>Why the latest sessions ended, for pages that are still open. Older ones are forgotten.</summary>
internal sealed class SessionEnds
{
    private const int Most = 1_024;

    private readonly ConcurrentDictionary<Guid, SessionEnd> _ends = new();
    private readonly ConcurrentQueue<Guid> _order = new();

    public void Add(Guid session, SessionEnd end)
    {
        if (_ends.TryAdd(session, end))
            _order.Enqueue(session);
        while (_order.Count > Most && _order.TryDequeue(out var oldest))
            _ends.TryRemove(oldest, out _);
    }

    public SessionEnd Of(Guid session) => _ends.GetValueOrDefault(session);
}

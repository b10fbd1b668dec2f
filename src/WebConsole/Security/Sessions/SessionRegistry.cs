using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Claims;
using WebConsole.Hosting;

namespace WebConsole.Security.Sessions;

/// <summary>
/// All sessions. A cookie is valid only while its session is registered here, so ending a session here ends it
/// everywhere: requests, circuits and streams.
/// </summary>
public sealed class SessionRegistry : IDisposable
{
    /// <summary>More sessions of one user end that user's oldest.</summary>
    public const int MostPerUser = 64;

    private static readonly CancellationToken AlreadyEnded = new(canceled: true);

    private readonly ConcurrentDictionary<Guid, LiveSession> _sessions;
    private readonly SessionEnds _ends = new();
    private readonly SessionStore _store;
    private readonly SignInOptions _options;
    private readonly TimeProvider _time;
    private readonly SecurityAudit _audit;

    public SessionRegistry(SessionStore store, WebConsoleOptions options, TimeProvider time, SecurityAudit audit)
    {
        (_store, _options, _time, _audit) = (store, options.SignIn, time, audit);
        _sessions = new(store.Load().ToDictionary(session => session.Id, session => new LiveSession(session)));
    }

    /// <summary>Raised after a session began or ended, on the thread that did it. Handlers return at once.</summary>
    public event Action? Changed;

    /// <summary>All sessions, newest first.</summary>
    public ImmutableArray<Session> Current =>
        [.. _sessions.Values.Where(IsInTime).Select(session => session.Facts).OrderByDescending(session => session.Since)];

    /// <summary>Whether the session of <paramref name="user"/> is still valid.</summary>
    public bool IsAlive(ClaimsPrincipal? user) => Find(user) is not null;

    /// <summary>
    /// Cancelled within two seconds after the session of <paramref name="user"/> ended by sign-out, time, an administrator
    /// or a change of the account or its role; cancelled already where it has ended. Streams link themselves to it.
    /// </summary>
    public CancellationToken WhenEnded(ClaimsPrincipal? user) => Find(user)?.Ended ?? AlreadyEnded;

    /// <summary>Why the session that <paramref name="user"/> carries ended; <c>null</c> where it holds, or <paramref name="user"/> has none.</summary>
    public SessionEnd? WhyEnded(ClaimsPrincipal? user) =>
        SessionPrincipal.IdOf(user) is not { } id || Find(user) is not null ? null
        // Its time is over, and the next round ends it.
        : _sessions.ContainsKey(id) ? SessionEnd.Expired
        : _ends.Of(id);

    /// <summary>The role of the session that <paramref name="user"/> carries; <c>null</c> where it has ended.</summary>
    public Role? RoleOf(ClaimsPrincipal user) => Find(user)?.Role;

    /// <summary>
    /// Whether the session belongs to the person <paramref name="user"/>. A person who signs in by link is never the
    /// host account of that name.
    /// </summary>
    public static bool IsOf(ClaimsPrincipal user, Session session) =>
        user.Identity?.Name == session.User && SessionPrincipal.MethodOf(user) == session.Method;

    /// <summary>Begins a session.</summary>
    public Session Begin(string user, Role role, SignInMethod method, string from, string? accountStamp = null)
    {
        var now = _time.GetUtcNow();
        var session = new Session
        {
            Id = Guid.NewGuid(),
            User = user,
            Role = role,
            Method = method,
            From = from,
            Since = now,
            LastSeen = now,
            AccountStamp = accountStamp,
        };
        _store.Save(session);
        _sessions[session.Id] = new LiveSession(session);
        _audit.SignedIn(session);
        foreach (var oldest in Current.Where(other => other.User == user && other.Method == method).Skip(MostPerUser))
            End(oldest.Id, "too many sessions of this user", SessionEnd.Elsewhere);
        Changed?.Invoke();
        return session;
    }

    /// <summary>Ends a session everywhere; does nothing if it has already ended.</summary>
    /// <param name="id">The session's number.</param>
    /// <param name="why">For the audit log.</param>
    /// <param name="end">For whoever used it.</param>
    public void End(Guid id, string why, SessionEnd end = SessionEnd.Unknown)
    {
        // First: who no longer finds the session asks for the reason.
        if (_sessions.ContainsKey(id))
            _ends.Add(id, end);
        if (!_sessions.TryRemove(id, out var session))
            return;
        // Remove it before cancelling: cancelled work must not find it any more.
        try
        {
            using (session)
            {
                _store.Delete(id);
                _audit.SessionEnded(session.Facts, why);
            }
        }
        finally
        {
            Changed?.Invoke();
        }
    }

    /// <summary>Records that the session of <paramref name="user"/> is used, and returns whether it is valid.</summary>
    internal bool Touch(ClaimsPrincipal? user)
    {
        var session = Find(user);
        session?.Seen(_time.GetUtcNow());
        return session is not null;
    }

    /// <summary>Keeps the session alive until the result is disposed, while a page or a stream is open.</summary>
    internal IDisposable? Connect(ClaimsPrincipal? user)
    {
        if (Find(user) is not { } session)
            return null;
        session.Connected();
        return new Connection(session, _time);
    }

    /// <summary>The number of open pages and streams of all sessions of the person <paramref name="user"/>.</summary>
    internal int ConnectionsOf(ClaimsPrincipal user) =>
        _sessions.Values.Where(session => session.HasConnections && IsOf(user, session.Facts)).Sum(session => session.Connections);

    /// <summary>Whether a page or a stream of the session is open.</summary>
    internal bool IsConnected(Guid id) => _sessions.TryGetValue(id, out var session) && session.HasConnections;

    internal void EndExpired()
    {
        foreach (var session in _sessions.Values.Where(session => !IsInTime(session)))
            End(session.Facts.Id, "its time is over", SessionEnd.Expired);
    }

    /// <summary>Saves when each session was last used, and retries writes that failed before.</summary>
    internal void Flush()
    {
        _store.DeleteLeftovers();
        foreach (var session in Current)
            _store.Touch(session);
    }

    public void Dispose()
    {
        Flush();
        foreach (var session in _sessions.Values)
            session.Dispose();
    }

    private LiveSession? Find(ClaimsPrincipal? user) =>
        SessionPrincipal.IdOf(user) is { } id && _sessions.TryGetValue(id, out var session) && IsInTime(session) ? session : null;

    private bool IsInTime(LiveSession session)
    {
        var now = _time.GetUtcNow();
        return now < session.Facts.Since + _options.SessionLifetime &&
            (session.HasConnections || now < session.LastSeen + _options.IdleLifetime);
    }

    private sealed class Connection(LiveSession session, TimeProvider time) : IDisposable
    {
        private LiveSession? _session = session;

        public void Dispose() => Interlocked.Exchange(ref _session, null)?.Disconnected(time.GetUtcNow());
    }
}

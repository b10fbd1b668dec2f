namespace WebConsole.Security;

/// <summary>
/// Tells the log of requests that are refused for the way they came, with what was compared: else nobody finds out why a
/// proxy does not work. Whoever sends them can't make the log long: of each network and kind one a minute, and of all
/// together so many.
/// </summary>
internal sealed partial class RefusedRequests(TimeProvider time, ILogger<RefusedRequests> log)
{
    private const int MostPerMinute = 30;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly HashSet<(string Network, string Why)> _told = [];
    private readonly Lock _lock = new();
    private long _since = time.GetTimestamp();

    /// <param name="context">The request.</param>
    /// <param name="why">What is wrong with it: one of few sentences of ours.</param>
    /// <param name="expected">The Origin that would have been right, where that was compared.</param>
    public void Tell(HttpContext context, string why, string? expected = null)
    {
        if (!MayTell(RequestOrigin.Network(context.Connection.RemoteIpAddress), why))
            return;
        var (request, peer) = (context.Request, context.Features.Get<RequestPeer>());
        Refused(log, Plain(request.Method), Plain(request.Path.Value), context.From(), why, Plain(request.Headers.Origin), expected is null ? "any" : Plain(expected),
            Plain(request.Scheme), Plain(request.Headers.Host), RequestOrigin.Text(peer?.Address), peer?.Words ?? "unknown");
    }

    private bool MayTell(string network, string why)
    {
        lock (_lock)
        {
            if (time.GetElapsedTime(_since) >= Minute)
            {
                _told.Clear();
                _since = time.GetTimestamp();
            }
            return _told.Count < MostPerMinute && _told.Add((network, why));
        }
    }

    /// <summary>One harmless line, and no query: a token may stand in it.</summary>
    private static string Plain(string? text) => AuditText.OneLine((text ?? "").Split('?')[0]);

    [LoggerMessage(1324, LogLevel.Warning, "Refused {Method} {Path} from {From}: {Reason}. Origin {Origin}, expected {Expected}; scheme {Scheme}, Host {Host}; " +
        "the connection is {Peer}'s ({Proxy}). More of the kind within a minute are not listed")]
    private static partial void Refused(ILogger log, string method, string path, string from, string reason, string origin, string expected,
        string scheme, string host, string peer, string proxy);
}

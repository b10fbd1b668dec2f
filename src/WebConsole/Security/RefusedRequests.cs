namespace WebConsole.Security;

/// <summary>
/// Logs requests that are refused because of their transport, with the compared values, so that an administrator can
/// find out why a proxy does not work. Senders can't flood the log: it takes one line per minute for each network and
/// kind, and a limited number in total.
/// </summary>
internal sealed partial class RefusedRequests(TimeProvider time, ILogger<RefusedRequests> log)
{
    private const int MostPerMinute = 30;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly HashSet<(string Network, string Why)> _told = [];
    private readonly Lock _lock = new();
    private long _since = time.GetTimestamp();

    /// <param name="context">The request.</param>
    /// <param name="why">Why: one of a few constant sentences.</param>
    /// <param name="expected">The expected Origin, if it was compared.</param>
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

    /// <summary>One escaped line without the query, which may contain a token.</summary>
    private static string Plain(string? text) => AuditText.OneLine((text ?? "").Split('?')[0]);

    [LoggerMessage(1324, LogLevel.Warning, "Refused {Method} {Path} from {From}: {Reason}. Origin {Origin}, expected {Expected}; scheme {Scheme}, Host {Host}; " +
        "the connection is {Peer}'s ({Proxy}). More of the kind within a minute are not listed")]
    private static partial void Refused(ILogger log, string method, string path, string from, string reason, string origin, string expected,
        string scheme, string host, string peer, string proxy);
}

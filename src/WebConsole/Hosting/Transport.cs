using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using WebConsole.Security;

namespace WebConsole.Hosting;

/// <summary>
/// How a request came: by which proxy, over what, under which name. What came in a way that nobody may come is refused
/// before anything else looks at it, and the log says what was wrong.
/// </summary>
internal static class Transport
{
    /// <summary>Below localhost each program can have a name of its own, and with it cookies of its own.</summary>
    private static readonly StringSegment[] LoopbackNames = ["localhost", "*.localhost", "127.0.0.1", "[::1]"];

    public static void UseTransport(this WebApplication app, WebConsoleOptions options)
    {
        var refused = app.Services.GetRequiredService<RefusedRequests>();
        var checksNames = ChecksNames(app.Configuration, options);
        UsePeer(app, options.Proxy);
        if (options.Proxy.IsConfigured)
            app.UseForwardedHeaders();
        app.Use((context, next) =>
        {
            if (Refusal(context, checksNames) is not { } refusal)
                return next(context);
            refused.Tell(context, refusal.Why);
            context.Response.StatusCode = refusal.Status;
            return context.Response.WriteAsync(refusal.Answer);
        });
    }

    /// <summary>Whether it was asked for under a name of this machine for itself, which no page of another site has.</summary>
    public static bool IsUnderLoopbackName(this HttpRequest request) => HostString.MatchesAny(request.Host.Value ?? "", LoopbackNames);

    /// <summary>Keeps the connection's own end: behind it the forwarded headers put another.</summary>
    private static void UsePeer(WebApplication app, ProxyOptions proxy)
    {
        var known = app.Services.GetRequiredService<IOptions<ForwardedHeadersOptions>>().Value;
        app.Use((context, next) =>
        {
            var address = context.Connection.RemoteIpAddress;
            var headers = context.Request.Headers;
            context.Features.Set(new RequestPeer(address, !proxy.IsConfigured ? null : address is not null && Knows(known, address),
                headers.ContainsKey("X-Forwarded-For"), headers.ContainsKey("X-Forwarded-Proto")));
            return next(context);
        });
    }

    private static bool Knows(ForwardedHeadersOptions proxies, System.Net.IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return proxies.KnownProxies.Any(proxy => proxy.Equals(plain) || proxy.Equals(address)) || proxies.KnownIPNetworks.Any(network => network.Contains(plain));
    }

    /// <summary>
    /// Whether what comes from this machine itself is answered under its own names alone: under another one comes a page
    /// that had its name point here. A proxy asks under whatever name it has; beside it, and without one where nothing but
    /// this machine reaches us, it is so.
    /// </summary>
    private static bool ChecksNames(IConfiguration configuration, WebConsoleOptions options) => configuration["AllowedHosts"] is null &&
        (options.Proxy.IsConfigured || ListenAddresses.Of(configuration).All(address => ListenAddresses.IsLoopback(BindingAddress.Parse(address))));

    private static Refused? Refusal(HttpContext context, bool checksNames)
    {
        var (request, peer) = (context.Request, context.Features.Get<RequestPeer>()!);
        // Proxies such as Traefik say so of a WebSocket; it is the same connection.
        request.Scheme = request.Scheme.ToLowerInvariant() switch { "wss" => "https", "ws" => "http", var scheme => scheme };
        return request.Scheme is not ("http" or "https")
                ? new(StatusCodes.Status400BadRequest, "X-Forwarded-Proto says neither http nor https", "The proxy in front has to say http or https in X-Forwarded-Proto.")
            : peer is { IsKnownProxy: true, ForwardsProto: true, ForwardsFor: false }
                ? new(StatusCodes.Status400BadRequest, "the proxy sends X-Forwarded-Proto without X-Forwarded-For", "The proxy in front has to say in X-Forwarded-For for whom it asks.")
            : !request.IsHttps && !context.IsLocal()
                ? new(StatusCodes.Status403Forbidden, "it came over the network in the clear", "Only over https: the proxy in front has to do TLS and to send X-Forwarded-Proto.")
            : checksNames && peer.AsksForItself && context.IsLocal() && request.Host.HasValue && !request.IsUnderLoopbackName()
                ? new(StatusCodes.Status400BadRequest, "its Host is not this machine's name for itself",
                    "Only under localhost, a name below it such as webconsole.localhost, 127.0.0.1 or [::1]. A proxy in front has to be named in WebConsole:Proxy:Addresses, and to send X-Forwarded-For.")
            : null;
    }

    private sealed record Refused(int Status, string Why, string Answer);
}

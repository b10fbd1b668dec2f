using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using WebConsole.Security;

namespace WebConsole.Hosting;

/// <summary>
/// Checks how a request arrived: through which proxy, over http or https, under which host name. A request that is not
/// allowed is refused before all other middleware, and the log says why.
/// </summary>
internal static class Transport
{
    /// <summary>Subdomains of localhost let each program have its own name, and so its own cookies.</summary>
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

    /// <summary>Whether its Host is a loopback name, which no page of another site can have.</summary>
    public static bool IsUnderLoopbackName(this HttpRequest request) => HostString.MatchesAny(request.Host.Value ?? "", LoopbackNames);

    /// <summary>Stores the connection's real peer, before the forwarded headers replace it.</summary>
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
    /// Whether requests from this machine must use a loopback name: with another name, they may come from a page that
    /// uses DNS rebinding. A proxy uses its own name, so its requests are exempt. Without a proxy, the rule applies if
    /// the server listens on loopback only.
    /// </summary>
    private static bool ChecksNames(IConfiguration configuration, WebConsoleOptions options) => configuration["AllowedHosts"] is null &&
        (options.Proxy.IsConfigured || ListenAddresses.Of(configuration).All(address => ListenAddresses.IsLoopback(BindingAddress.Parse(address))));

    private static Refused? Refusal(HttpContext context, bool checksNames)
    {
        var (request, peer) = (context.Request, context.Features.Get<RequestPeer>()!);
        // Proxies such as Traefik send wss for a WebSocket; it means the same as https.
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

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
        var names = NamesOf(app.Configuration, options);
        UsePeer(app, options.Proxy);
        if (options.Proxy.IsConfigured)
            app.UseForwardedHeaders();
        app.Use((context, next) =>
        {
            if (Refusal(context, names) is not { } refusal)
                return next(context);
            refused.Tell(context, refusal.Why);
            context.Response.StatusCode = refusal.Status;
            return context.Response.WriteAsync(refusal.Answer);
        });
    }

    /// <summary>Keeps the connection's own end: behind it the forwarded headers put another.</summary>
    private static void UsePeer(WebApplication app, ProxyOptions proxy)
    {
        var known = app.Services.GetRequiredService<IOptions<ForwardedHeadersOptions>>().Value;
        app.Use((context, next) =>
        {
            var address = context.Connection.RemoteIpAddress;
            context.Features.Set(new RequestPeer(address, !proxy.IsConfigured ? null : address is not null && Knows(known, address)));
            return next(context);
        });
    }

    private static bool Knows(ForwardedHeadersOptions proxies, System.Net.IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return proxies.KnownProxies.Any(proxy => proxy.Equals(plain) || proxy.Equals(address)) || proxies.KnownIPNetworks.Any(network => network.Contains(plain));
    }

    /// <summary>The names to answer to, or <c>null</c> for all: on loopback, under another one comes a page that had its name point here.</summary>
    private static StringSegment[]? NamesOf(IConfiguration configuration, WebConsoleOptions options) =>
        !options.Proxy.IsConfigured && configuration["AllowedHosts"] is null &&
        ListenAddresses.Of(configuration).All(address => ListenAddresses.IsLoopback(BindingAddress.Parse(address))) ? LoopbackNames : null;

    private static Refused? Refusal(HttpContext context, StringSegment[]? names)
    {
        var request = context.Request;
        // Proxies such as Traefik say so of a WebSocket; it is the same connection.
        request.Scheme = request.Scheme.ToLowerInvariant() switch { "wss" => "https", "ws" => "http", var scheme => scheme };
        return request.Scheme is not ("http" or "https")
                ? new(StatusCodes.Status400BadRequest, "X-Forwarded-Proto says neither http nor https", "The proxy in front has to say http or https in X-Forwarded-Proto.")
            : !request.IsHttps && !context.IsLocal()
                ? new(StatusCodes.Status403Forbidden, "it came over the network in the clear", "Only over https: the proxy in front has to do TLS and to send X-Forwarded-Proto.")
            : names is not null && request.Host.HasValue && !HostString.MatchesAny(request.Host.Value, names)
                ? new(StatusCodes.Status400BadRequest, "its Host is not this machine's name for itself",
                    "Only under localhost, a name below it such as webconsole.localhost, 127.0.0.1 or [::1]. A proxy in front has to be named in WebConsole:Proxy:Addresses.")
            : null;
    }

    private sealed record Refused(int Status, string Why, string Answer);
}

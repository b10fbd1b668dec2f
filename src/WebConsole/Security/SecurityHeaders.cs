using WebConsole.Hosting;

namespace WebConsole.Security;

/// <summary>
/// Response headers that make the browser block foreign scripts and frames and unencrypted requests. They are on every
/// response, including errors.
/// </summary>
internal static class SecurityHeaders
{
    /// <summary>No inline script and no eval. Styles may be inline, because MudBlazor sets them.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; " +
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>What Blazor writes into a header of its own for pages with a circuit.</summary>
    public const string FrameAncestors = "'none'";

    private const string PermissionsPolicy =
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), " +
        "clipboard-read=(self), clipboard-write=(self), fullscreen=(self)";

    /// <summary>A month: a server that gives up TLS is unreachable for at most that time.</summary>
    private const string StrictTransport = "max-age=2592000";

    public static void UseSecurityHeaders(this IApplicationBuilder app, TlsOptions tls)
    {
        Func<object, Task> write = tls.Hsts ? WriteWithHsts : Write;
        app.Use((context, next) =>
        {
            // Set when the response starts, because the error handler clears earlier headers.
            context.Response.OnStarting(write, context);
            return next(context);
        });
    }

    private static Task WriteWithHsts(object state)
    {
        var context = (HttpContext)state;
        // For localhost it would lock out other programs of this machine.
        if (context.Request.IsHttps && !ListenAddresses.IsLoopback(context.Request.Host.Host))
            context.Response.Headers.StrictTransportSecurity = StrictTransport;
        return Write(state);
    }

    private static Task Write(object state)
    {
        var headers = ((HttpContext)state).Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = PermissionsPolicy;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // Static files have their own cache headers; everything else is private.
        if (headers.CacheControl.Count == 0)
            headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}

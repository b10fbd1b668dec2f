namespace WebConsole.Security;

/// <summary>
/// Refuses requests of other sites' pages. A browser adds our cookie to such requests, and neither CORS nor antiforgery
/// covers WebSockets, so a WebSocket must have an Origin header with exactly our origin.
/// </summary>
internal static class OriginCheck
{
    public static void UseOriginCheck(this IApplicationBuilder app)
    {
        var refused = app.ApplicationServices.GetRequiredService<RefusedRequests>();
        app.Use((context, next) =>
        {
            if (IsAllowed(context.Request))
                return next(context);
            refused.Tell(context, "it is not from a page of ours", expected: Own(context.Request));
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        });
    }

    internal static bool IsAllowed(HttpRequest request)
    {
        var strict = IsWebSocket(request) || IsLive(request.Path);
        return request.Headers.Origin switch
        {
            [] => !IsWebSocket(request) && !(strict && (IsChange(request) || IsFromAnotherSite(request))),
            [var origin] when request.Host.HasValue && origin == Own(request) => true,
            // Forms of our own pages send <c>null</c>, because they send no referrer; the antiforgery token
            // distinguishes them from other sites' forms.
            ["null"] => !strict && !IsFromAnotherSite(request),
            // A plain GET from another site changes nothing, and the site can't read the answer.
            _ => !strict && !IsChange(request),
        };
    }

    /// <summary>Our origin as a browser writes it: in lower case, without the default port.</summary>
    private static string Own(HttpRequest request)
    {
        var host = request.Host;
        var port = host.Port is { } given && given != (request.IsHttps ? 443 : 80) ? $":{given}" : "";
        return $"{request.Scheme}://{host.Host.ToLowerInvariant()}{port}";
    }

    /// <summary>Whether it belongs to a circuit or a hub, negotiation included.</summary>
    private static bool IsLive(PathString path) => path.StartsWithSegments("/_blazor") || path.StartsWithSegments("/hubs");

    private static bool IsChange(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);

    /// <summary>Includes HTTP/2, where a WebSocket is a CONNECT request.</summary>
    private static bool IsWebSocket(HttpRequest request) =>
        HttpMethods.IsConnect(request.Method) || request.Headers.Upgrade.Any(value => value?.Contains("websocket", StringComparison.OrdinalIgnoreCase) == true);

    /// <summary>Whether a browser says that another site's page, or another host's of the same site, made it; programs say nothing.</summary>
    internal static bool IsFromAnotherSite(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"] is [{ } site] && site is not ("same-origin" or "none");
}

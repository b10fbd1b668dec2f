using System.Security.Claims;
using Microsoft.AspNetCore.SignalR;

namespace WebConsole.Security.Sessions;

/// <summary>
/// Ties every circuit and hub connection to its session: an open connection keeps the session alive, and the end of the
/// session closes the connection, whatever the hub does.
/// </summary>
internal static class SessionConnections
{
    /// <summary>
    /// The most open connections of one person; a page has two or three. Each connection has buffers, so they must be
    /// limited.
    /// </summary>
    public const int MostPerUser = 512;

    /// <summary>The most open connections in total.</summary>
    public const int Most = 4096;

    /// <summary>
    /// A circuit lives on for a moment so that its page can show what happened; it executes nothing more for its user.
    /// </summary>
    private static readonly TimeSpan CircuitGrace = TimeSpan.FromSeconds(2.5);

    /// <summary>Time for a hub's last message.</summary>
    private static readonly TimeSpan HubGrace = TimeSpan.FromSeconds(1);

    public static void UseSessionConnections(this IApplicationBuilder app) => app.Use((context, next) =>
        context.GetEndpoint()?.Metadata.GetMetadata<HubMetadata>() is null ? next(context)
        : context.WebSockets.IsWebSocketRequest && SessionPrincipal.IdOf(context.User) is not null ? RunAsync(context, next)
        : RefuseAsync(context));

    /// <summary>
    /// Hubs and circuits use WebSockets only: long polling would not end with the session and would not be counted.
    /// With a single transport, negotiation is not needed.
    /// </summary>
    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        var sessions = context.RequestServices.GetRequiredService<SessionRegistry>();
        using var connection = sessions.Connect(context.User);
        // Count after adding this one, so that simultaneous connections can't exceed the limit.
        if (sessions.ConnectionsOf(context.User) > MostPerUser)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }
        using var abort = new CancellationTokenSource();
        await using var aborting = abort.Token.Register(context.Abort).ConfigureAwait(false);
        await using var ending = EndWith(context.User, sessions, abort, context.Request.Path).ConfigureAwait(false);
        await next(context).ConfigureAwait(false);
    }

    private static CancellationTokenRegistration EndWith(ClaimsPrincipal user, SessionRegistry sessions, CancellationTokenSource abort, PathString path) =>
        sessions.WhenEnded(user).Register(() => abort.CancelAfter(path.StartsWithSegments("/_blazor") ? CircuitGrace : HubGrace));
}

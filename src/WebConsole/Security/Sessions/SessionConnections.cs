using System.Security.Claims;
using Microsoft.AspNetCore.SignalR;

namespace WebConsole.Security.Sessions;

/// <summary>
/// Ties every circuit and hub connection to its session: an open one keeps the session in use, and the session's end
/// ends it, whatever the hub behind it does.
/// </summary>
internal static class SessionConnections
{
    /// <summary>Open at once of one person; a page has two or three. Each has buffers, so nobody gets them without end.</summary>
    public const int MostPerUser = 512;

    /// <summary>Open at once in all.</summary>
    public const int Most = 4096;

    /// <summary>A circuit lives on for a moment, in which its page says what happened; it does nothing more for its user.</summary>
    private static readonly TimeSpan CircuitGrace = TimeSpan.FromSeconds(2.5);

    /// <summary>A hub's own last words.</summary>
    private static readonly TimeSpan HubGrace = TimeSpan.FromSeconds(1);

    public static void UseSessionConnections(this IApplicationBuilder app) => app.Use((context, next) =>
        context.GetEndpoint()?.Metadata.GetMetadata<HubMetadata>() is null ? next(context)
        : context.WebSockets.IsWebSocketRequest && SessionPrincipal.IdOf(context.User) is not null ? RunAsync(context, next)
        : RefuseAsync(context));

    /// <summary>
    /// Hubs and circuits come by WebSocket alone: what is polled for ends with no session, and is counted by nobody. Without
    /// another transport there is nothing to negotiate either.
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
        // Counted after this one was added: of many at once none slips by.
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

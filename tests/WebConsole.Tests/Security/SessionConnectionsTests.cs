using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WebConsole.Security;
using WebConsole.Security.Sessions;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Security;

/// <summary>How many connections one person, and all together, can hold.</summary>
public sealed class SessionConnectionsTests
{
    [Fact]
    [Trait("Attack", "D1")]
    public async Task ConnectionsOfOnePerson_AreBounded_AndClosedOnesMakeRoom()
    {
        await using var app = await TestApplication.StartAsync();
        var sessions = app.Services.GetRequiredService<SessionRegistry>();
        var (first, second, other) = (app.Begin(Role.Viewer, "anna"), app.Begin(Role.Viewer, "anna"), app.Begin(Role.Viewer, "bert"));
        var open = Enumerable.Range(0, SessionConnections.MostPerUser)
            .Select(number => sessions.Connect(SessionPrincipal.Of(number % 2 == 0 ? first : second))!).ToList();

        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusOfOneMoreAsync(app, first));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusOfOneMoreAsync(app, second));
        Assert.Null(await StatusOfOneMoreAsync(app, other));

        open[0].Dispose();
        Assert.Null(await StatusOfOneMoreAsync(app, second));
        open.ForEach(connection => connection.Dispose());
    }

    [Fact]
    [Trait("Attack", "D1")]
    public async Task ConnectionsInAll_AreBounded()
    {
        await using var app = await TestApplication.StartAsync();

        Assert.Equal(SessionConnections.Most, app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits.MaxConcurrentUpgradedConnections);
    }

    /// <summary><c>null</c> where it opens.</summary>
    private static async Task<HttpStatusCode?> StatusOfOneMoreAsync(TestApplication app, Session session)
    {
        await using var hub = app.Hub("/hubs/metrics", app.CookieOf(session));
        try
        {
            await hub.StartAsync(TestContext.Current.CancellationToken);
            return null;
        }
        catch (HttpRequestException exception)
        {
            return exception.StatusCode;
        }
        catch (System.Net.WebSockets.WebSocketException exception)
        {
            return exception.Message.Contains("'429'", StringComparison.Ordinal) ? HttpStatusCode.TooManyRequests : HttpStatusCode.BadRequest;
        }
    }
}

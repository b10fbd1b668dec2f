using System.Net.WebSockets;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Security;
using WebConsole.Security.Sessions;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Security;

/// <summary>Open pages and streams when a session ends.</summary>
[Trait("Attack", "C9")]
public sealed class SessionEndTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Hub_EndsWithTheSession()
    {
        await using var app = await TestApplication.StartAsync();
        var session = app.Begin(Role.Viewer);
        await using var hub = app.Hub("/hubs/metrics", app.CookieOf(session));
        var closed = new TaskCompletionSource();
        hub.Closed += _ => { closed.TrySetResult(); return Task.CompletedTask; };
        await hub.StartAsync(TestContext.Current.CancellationToken);

        app.Services.GetRequiredService<SessionRegistry>().End(session.Id, "a test");

        await closed.Task.WaitAsync(Limit, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Hub_OfAnotherSessionGoesOn()
    {
        await using var app = await TestApplication.StartAsync();
        var (ended, other) = (app.Begin(user: "anna"), app.Begin(user: "anna"));
        await using var hub = app.Hub("/hubs/metrics", app.CookieOf(other));
        await hub.StartAsync(TestContext.Current.CancellationToken);

        app.Services.GetRequiredService<SessionRegistry>().End(ended.Id, "a test");
        await Task.Delay(500, TestContext.Current.CancellationToken);

        Assert.Equal(HubConnectionState.Connected, hub.State);
    }

    [Fact]
    public async Task Circuit_EndsWithTheSession()
    {
        await using var app = await TestApplication.StartAsync();
        var session = app.Begin();
        using var socket = await OpenCircuitSocketAsync(app, app.CookieOf(session));

        app.Services.GetRequiredService<SessionRegistry>().End(session.Id, "a test");

        using var limit = new CancellationTokenSource(Limit);
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            var buffer = new byte[1024];
            while ((await socket.ReceiveAsync(buffer, limit.Token)).MessageType != WebSocketMessageType.Close)
            {
                // The server sends pings until the connection ends.
            }
            throw new WebSocketException("closed");
        });
        Assert.False(limit.IsCancellationRequested);
    }

    [Fact]
    [Trait("Attack", "C1")]
    public async Task EndedSession_OpensNoHub()
    {
        await using var app = await TestApplication.StartAsync();
        var session = app.Begin();
        var cookie = app.CookieOf(session);
        app.Services.GetRequiredService<SessionRegistry>().End(session.Id, "a test");
        await using var hub = app.Hub("/hubs/metrics", cookie);

        await Assert.ThrowsAnyAsync<Exception>(() => hub.StartAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task OpenHub_KeepsItsSessionInUse()
    {
        await using var app = await TestApplication.StartAsync();
        var session = app.Begin();
        var sessions = app.Services.GetRequiredService<SessionRegistry>();
        await using (var hub = app.Hub("/hubs/metrics", app.CookieOf(session)))
        {
            await hub.StartAsync(TestContext.Current.CancellationToken);
            Assert.True(sessions.IsConnected(session.Id));
        }

        await Eventually.TrueAsync(() => !sessions.IsConnected(session.Id), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task WhenEnded_IsCancelledAtOnce_AndForStrangersFromTheStart()
    {
        await using var app = await TestApplication.StartAsync();
        var session = app.Begin();
        var sessions = app.Services.GetRequiredService<SessionRegistry>();
        var ended = sessions.WhenEnded(SessionPrincipal.Of(session));
        Assert.False(ended.IsCancellationRequested);

        sessions.End(session.Id, "a test");

        Assert.True(ended.IsCancellationRequested);
        Assert.True(sessions.WhenEnded(SessionPrincipal.Of(session)).IsCancellationRequested);
        Assert.True(sessions.WhenEnded(new()).IsCancellationRequested);
    }

    /// <summary>As our page opens it: a WebSocket without negotiation.</summary>
    private static async Task<ClientWebSocket> OpenCircuitSocketAsync(TestApplication app, string cookie)
    {
        var socket = new ClientWebSocket();
        socket.Options.Proxy = null;
        socket.Options.SetRequestHeader("Origin", app.Origin);
        socket.Options.SetRequestHeader("Cookie", cookie);
        await socket.ConnectAsync(new UriBuilder(app.Address) { Scheme = "ws", Path = "/_blazor" }.Uri, TestContext.Current.CancellationToken);
        await socket.SendAsync("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"u8.ToArray(), WebSocketMessageType.Binary, endOfMessage: true, TestContext.Current.CancellationToken);
        return socket;
    }
}

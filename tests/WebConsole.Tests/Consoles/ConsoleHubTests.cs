using System.Net.WebSockets;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WebConsole.Features.Consoles;
using WebConsole.Security;
using WebConsole.Security.Sessions;
using Xunit;

namespace WebConsole.Tests.Consoles;

public sealed class ConsoleHubTests : IAsyncLifetime
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ConsoleServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await ConsoleServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Operator_TypesAndSees()
    {
        await using var client = await ConsoleClient.GraphicsAsync(_server, "olga", Role.Operator, Cancellation);
        using var guest = await OpenAsync(client);
        Assert.False(await client.Opened(Cancellation));
        await client.SendAsync(RfbTalk.Key(97));
        Assert.Equal(RfbTalk.Key(97), await guest.ReadAsync(8, Cancellation));
        var picture = new byte[500_000];
        Random.Shared.NextBytes(picture);
        await Task.WhenAll(guest.SendAsync(picture, Cancellation), AssertSeesAsync(client, picture));
    }

    [Fact]
    [Trait("Attack", "C7")]
    public async Task TwoAtOnce_NeitherThrowsTheOtherOut()
    {
        await using var first = await ConsoleClient.GraphicsAsync(_server, "olga", Role.Operator, Cancellation);
        using var firstGuest = await _server.Guests.NextAsync(Cancellation);
        await using var second = await ConsoleClient.GraphicsAsync(_server, "otto", Role.Operator, Cancellation);
        using var secondGuest = await _server.Guests.NextAsync(Cancellation);
        foreach (var (client, guest) in new[] { (first, firstGuest), (second, secondGuest) })
        {
            var shared = guest.ShakeHandsAsync(Cancellation);
            await client.ShakeHandsAsync(Cancellation);
            Assert.Equal(1, await shared);
        }
        foreach (var (client, guest) in new[] { (first, firstGuest), (second, secondGuest) })
        {
            await guest.SendAsync([1, 2, 3], Cancellation);
            await AssertSeesAsync(client, [1, 2, 3]);
        }
    }

    [Theory]
    [InlineData(Role.Viewer, false)]
    [InlineData(Role.Viewer, true)]
    [InlineData(Role.Operator, true)]
    [Trait("Attack", "C8")]
    public async Task ViewOnly_HoldsWhateverIsAskedForAndSent(Role role, bool asksForViewOnly)
    {
        await using var client = await ConsoleClient.GraphicsAsync(_server, "vera", role, Cancellation, asksForViewOnly);
        using var guest = await OpenAsync(client);
        Assert.True(await client.Opened(Cancellation));
        foreach (var forged in new[] { RfbTalk.Key(97), RfbTalk.Pointer(), RfbTalk.CutText("rm -rf"), RfbTalk.Xvp(), RfbTalk.QemuKey() })
            await client.SendAsync(forged);
        await client.SendAsync(RfbTalk.UpdateRequest());
        Assert.Equal(RfbTalk.UpdateRequest(), await guest.ReadAsync(10, Cancellation));
    }

    [Theory]
    [InlineData("")]
    [InlineData("web-01")]
    [InlineData("1")]
    [InlineData("scripted/web-01")]
    [InlineData("scripted/1")]
    [InlineData("scripted/6f0b8f4a4a514d4b9b330d2a5a0c7f11")]
    [InlineData("scripted/6f0b8f4a-4a51-4d4b-9b33-0d2a5a0c7f12")]
    [InlineData("other/6f0b8f4a-4a51-4d4b-9b33-0d2a5a0c7f11")]
    [Trait("Attack", "C2")]
    public async Task GuessedMachine_IsNotOpened(string machine)
    {
        await using var client = await ConsoleClient.GraphicsAsync(_server, "olga", Role.Operator, Cancellation, machine: machine);
        Assert.Equal("no-machine", await client.Closed(Cancellation));
        Assert.False(_server.Guests.AnyOpened);
    }

    [Fact]
    public async Task MachineOfAHostThatIsAway_MayComeBack()
    {
        await using var client = await ConsoleClient.GraphicsAsync(_server, "olga", Role.Operator, Cancellation, machine: $"away/{Guid.NewGuid()}");
        Assert.Equal("host-away", await client.Closed(Cancellation));
    }

    [Fact]
    [Trait("Attack", "C1")]
    public async Task WithoutSignIn_IsNotLetIn() => await AssertNotLetInAsync(null, "401");

    [Fact]
    [Trait("Attack", "C1")]
    public async Task WithAnEndedSession_IsNotLetIn()
    {
        var session = _server.SignIn("olga", Role.Operator);
        _server.End("olga");
        await AssertNotLetInAsync(session, "401");
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    [InlineData("http://console.localhost")]
    [Trait("Attack", "C3")]
    public async Task ForeignOrigin_IsNotLetIn(string origin)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", _server.CookieOf(_server.SignIn("olga", Role.Operator)));
        socket.Options.SetRequestHeader("Origin", origin);
        var refusal = await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new UriBuilder(_server.Hub) { Scheme = "ws" }.Uri, Cancellation));
        Assert.Contains("403", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JsonProtocol_IsRefused()
    {
        var builder = _server.Connection(_server.SignIn("olga", Role.Operator));
        builder.Services.RemoveAll<IHubProtocol>();
        await using var connection = builder.AddJsonProtocol().Build();
        await Assert.ThrowsAnyAsync<Exception>(() => connection.StartAsync(Cancellation));
    }

    [Theory]
    [InlineData(ConsoleEndReason.Off, null, "off")]
    [InlineData(ConsoleEndReason.NotLocal, null, "not-local")]
    [InlineData(ConsoleEndReason.Failed, "internal error: <b>", "failed: internal error: <b>")]
    public async Task NoConsole_SaysWhy(ConsoleEndReason reason, string? detail, string told)
    {
        _server.Guests.Refusal = new ConsoleRefusedException(reason, detail);
        await using var client = await ConsoleClient.GraphicsAsync(_server, "olga", Role.Operator, Cancellation);
        Assert.Equal(told, await client.Closed(Cancellation));
    }

    [Fact]
    [Trait("Attack", "C6")]
    public async Task GuestEnds_EndsTheConsole()
    {
        await using var client = await ConsoleClient.GraphicsAsync(_server, "olga", Role.Operator, Cancellation);
        using (await OpenAsync(client))
        {
        }
        Assert.Equal("ended", await client.Closed(Cancellation));
        await Assert.ThrowsAsync<EndOfStreamException>(() => client.ReadAsync(1, Cancellation));
    }

    [Fact]
    public async Task BrowserGone_FreesTheGuest()
    {
        var client = await ConsoleClient.GraphicsAsync(_server, "olga", Role.Operator, Cancellation);
        using var guest = await OpenAsync(client);
        await client.DisposeAsync();
        Assert.True(await guest.IsClosedAsync(Cancellation));
    }

    [Fact]
    [Trait("Attack", "C8")]
    public async Task UnknownMessage_EndsTheConsole()
    {
        await using var client = await ConsoleClient.GraphicsAsync(_server, "vera", Role.Viewer, Cancellation);
        using var guest = await OpenAsync(client);
        await client.SendAsync([127, .. RfbTalk.Key(97)]);
        Assert.StartsWith("protocol: ", await client.Closed(Cancellation), StringComparison.Ordinal);
        Assert.True(await guest.IsClosedAsync(Cancellation));
    }

    [Fact]
    [Trait("Attack", "C9")]
    public async Task SessionEnds_EndsTheConsoleInTime()
    {
        await using var client = await ConsoleClient.GraphicsAsync(_server, "olga", Role.Operator, Cancellation);
        using var guest = await OpenAsync(client);
        _server.End("olga");
        Assert.Equal("session-ended", await client.Closed(Cancellation).WaitAsync(TimeSpan.FromSeconds(5), Cancellation));
        Assert.True(await guest.IsClosedAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(5), Cancellation));
    }

    [Fact]
    public async Task OpeningAndClosing_AreAudited()
    {
        var client = await ConsoleClient.GraphicsAsync(_server, "olga", Role.Operator, Cancellation);
        using var guest = await OpenAsync(client);
        client.CompleteInput();
        Assert.Equal("closed", await client.Closed(Cancellation));
        await client.DisposeAsync();
        await Eventually.TrueAsync(() => _server.Audit.Contains("Closed the", StringComparison.Ordinal), Cancellation);
        Assert.Matches($$"""
            "@mt":"Opened the .*"Kind":"Graphics","Machine":"{{ConsoleServer.Machine}}","User":"olga","From":"127\.0\.0\.1","ViewOnly":false
            """, _server.Audit);
        Assert.Matches("\"Reason\":\"closed\",\"Seconds\":\\d+,\"BytesToGuest\":14,\"BytesToBrowser\":47", _server.Audit);
    }

    [Fact]
    public async Task Ping_ComesBackWhileTheConsoleIsOpen()
    {
        await using var client = await ConsoleClient.GraphicsAsync(_server, "vera", Role.Viewer, Cancellation);
        using var guest = await OpenAsync(client);
        await client.Connection.InvokeAsync("Ping", Cancellation);
    }

    private async Task AssertNotLetInAsync(Session? session, string status)
    {
        await using var connection = _server.Connection(session).Build();
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => connection.StartAsync(Cancellation));
        Assert.Contains(status, refusal.Message, StringComparison.Ordinal);
    }

    private async Task<ScriptedGuest> OpenAsync(ConsoleClient client)
    {
        var guest = await _server.Guests.NextAsync(Cancellation);
        await Task.WhenAll(guest.ShakeHandsAsync(Cancellation), client.ShakeHandsAsync(Cancellation));
        return guest;
    }

    private static async Task AssertSeesAsync(ConsoleClient client, byte[] bytes) =>
        Assert.Equal(bytes, await client.ReadAsync(bytes.Length, Cancellation));
}

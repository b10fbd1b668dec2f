using System.Globalization;
using System.Net.WebSockets;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WebConsole.Features.Consoles;
using WebConsole.Security;
using Xunit;

namespace WebConsole.Tests.Consoles;

/// <summary>The resource limits of a console, with hostile peers.</summary>
public sealed class ConsoleBoundsTests
{
    /// <summary>
    /// The socket buffers of the kernel, our buffers, and a margin; without back-pressure all of <see cref="Flood"/>
    /// would be read.
    /// </summary>
    private const long Held = 24L << 20;

    private const long Flood = 256L << 20;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Attack", "D2")]
    public async Task SlowReader_SlowsTheGuest()
    {
        await using var server = await ConsoleServer.StartAsync();
        using var browser = await OpenAndNeverReadAsync(server, "vera");
        using var guest = await server.Guests.NextAsync(Cancellation);
        Assert.InRange(await SendUntilStuckAsync(guest), 1, Held);
    }

    [Fact]
    [Trait("Attack", "C9")]
    [Trait("Attack", "D2")]
    public async Task SlowReaderWhoseSessionEnds_IsCutOff()
    {
        await using var server = await ConsoleServer.StartAsync();
        using var browser = await OpenAndNeverReadAsync(server, "vera");
        using var guest = await server.Guests.NextAsync(Cancellation);
        await SendUntilStuckAsync(guest);
        server.End("vera");
        Assert.True(await guest.IsClosedAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(5), Cancellation));
    }

    [Fact]
    [Trait("Attack", "D2")]
    public async Task GuestThatDoesNotListen_SlowsTheBrowser()
    {
        await using var server = await ConsoleServer.StartAsync();
        await using var client = await ConsoleClient.TextAsync(server, "olga", Role.Operator, Cancellation);
        using var guest = await server.Guests.NextAsync(Cancellation);
        await client.Opened(Cancellation);
        for (var i = 0; i < 2000; i++)
            await client.SendAsync(new byte[16 * 1024]);
        // Data is being sent: the guest has received some.
        await guest.ReadAsync(1, Cancellation);
        server.End("olga");
        await Eventually.TrueAsync(() => server.Audit.Contains("BytesToGuest", StringComparison.Ordinal), Cancellation);
        var toGuest = long.Parse(Regex.Match(server.Audit, "\"BytesToGuest\":(\\d+)").Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        Assert.InRange(toGuest, 1, 2000 * 16 * 1024 - 1);
    }

    [Fact]
    [Trait("Attack", "D2")]
    public async Task OversizedFrame_EndsTheConnection()
    {
        await using var server = await ConsoleServer.StartAsync();
        await using var client = await ConsoleClient.TextAsync(server, "olga", Role.Operator, Cancellation);
        using var guest = await server.Guests.NextAsync(Cancellation);
        await client.SendAsync(new byte[64 * 1024]);
        Assert.True(await guest.IsClosedAsync(Cancellation));
    }

    [Fact]
    [Trait("Attack", "D1")]
    public async Task OverTheLimit_IsRefusedUntilAPlaceIsFree()
    {
        await using var server = await ConsoleServer.StartAsync("--WebConsole:Consoles:PerUser=1", "--WebConsole:Consoles:Total=2");
        var first = await ConsoleClient.GraphicsAsync(server, "olga", Role.Operator, Cancellation);
        using var guest = await server.Guests.NextAsync(Cancellation);
        Assert.Equal("too-many", await ClosedAsync(server, "olga"));
        await using var other = await ConsoleClient.GraphicsAsync(server, "otto", Role.Operator, Cancellation);
        await other.Opened(Cancellation);
        Assert.Equal("too-many", await ClosedAsync(server, "vera"));
        await first.DisposeAsync();
        Assert.True(await guest.IsClosedAsync(Cancellation));
        await using var again = await ConsoleClient.GraphicsAsync(server, "vera", Role.Viewer, Cancellation);
        await again.Opened(Cancellation);
    }

    [Fact]
    [Trait("Attack", "D6")]
    public void OpeningsOfOnePerson_AreSoManyASecond()
    {
        var time = new FakeTimeProvider();
        var limits = new ConsoleLimits(Options.Create(new ConsoleOptions()), time);
        int Opened(string person) => Enumerable.Range(0, 1_000).Count(_ =>
        {
            using var place = limits.TryEnter(person);
            return place is not null;
        });

        Assert.Equal((ConsoleLimits.Openings.Most, ConsoleLimits.Openings.Most), (Opened("vera"), Opened("otto")));
        time.Advance(ConsoleLimits.Openings.Return * 3);
        Assert.Equal(3, Opened("vera"));
    }

    private static async Task<string> ClosedAsync(ConsoleServer server, string user)
    {
        await using var client = await ConsoleClient.GraphicsAsync(server, user, Role.Operator, Cancellation);
        return await client.Closed(Cancellation);
    }

    /// <summary>
    /// A browser that opens a console and then never reads from its socket; a SignalR client would read by itself.
    /// </summary>
    private static async Task<ClientWebSocket> OpenAndNeverReadAsync(ConsoleServer server, string user)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", server.CookieOf(server.SignIn(user, Role.Viewer)));
        socket.Options.SetRequestHeader("Origin", server.Hub.GetLeftPart(UriPartial.Authority));
        await socket.ConnectAsync(new UriBuilder(server.Hub) { Scheme = "ws" }.Uri, Cancellation);
        await socket.SendAsync("{\"protocol\":\"messagepack\",\"version\":1}\x1e"u8.ToArray(), WebSocketMessageType.Binary, true, Cancellation);
        var invocation = new StreamInvocationMessage("1", "OpenText", [ConsoleServer.Machine.ToString(), null, false, false], ["2"]);
        await socket.SendAsync(new MessagePackHubProtocol().GetMessageBytes(invocation), WebSocketMessageType.Binary, true, Cancellation);
        return socket;
    }

    /// <summary>Writes until nothing is accepted for a second.</summary>
    /// <returns>The number of accepted bytes.</returns>
    private static async Task<long> SendUntilStuckAsync(ScriptedGuest guest)
    {
        var chunk = new byte[64 * 1024];
        for (var sent = 0L; sent < Flood; sent += chunk.Length)
        {
            using var stuck = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            stuck.CancelAfter(TimeSpan.FromSeconds(1));
            try
            {
                await guest.SendAsync(chunk, stuck.Token);
            }
            catch (OperationCanceledException)
            {
                return sent;
            }
        }
        return Flood;
    }
}

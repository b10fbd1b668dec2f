using WebConsole.Security;
using Xunit;

namespace WebConsole.Tests.Consoles;

public sealed class ConsoleHubTextTests : IAsyncLifetime
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ConsoleServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await ConsoleServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    [Trait("Attack", "C10")]
    public async Task EveryByte_PassesUnread()
    {
        byte[] everything = [.. Enumerable.Range(0, 256).Select(i => (byte)i), .. "\e]52;c;cm0gLXJm\a\e]0;title\a\e[6n"u8];
        await using var client = await ConsoleClient.TextAsync(_server, "olga", Role.Operator, Cancellation);
        using var guest = await _server.Guests.NextAsync(Cancellation);
        await guest.SendAsync(everything, Cancellation);
        Assert.Equal(everything, await client.ReadAsync(everything.Length, Cancellation));
        await client.SendAsync(everything);
        Assert.Equal(everything, await guest.ReadAsync(everything.Length, Cancellation));
    }

    [Fact]
    [Trait("Attack", "C8")]
    public async Task Viewer_SaysNothing()
    {
        await using var client = await ConsoleClient.TextAsync(_server, "vera", Role.Viewer, Cancellation);
        using var guest = await _server.Guests.NextAsync(Cancellation);
        Assert.True(await client.Opened(Cancellation));
        await client.SendAsync("reboot\r"u8.ToArray());
        client.CompleteInput();
        // Closed by the end of the input, and not earlier.
        Assert.True(await guest.IsClosedAsync(Cancellation));
    }

    [Theory]
    [InlineData(Role.Operator, true)]
    [InlineData(Role.Viewer, false)]
    [Trait("Attack", "C8")]
    public async Task TakingTheLineOver_NeedsControl(Role role, bool takesOver)
    {
        await using var client = await ConsoleClient.TextAsync(_server, "anna", role, Cancellation, takeOver: true);
        using var guest = await _server.Guests.NextAsync(Cancellation);
        Assert.Equal((null, takesOver), _server.Guests.LastText);
    }
}

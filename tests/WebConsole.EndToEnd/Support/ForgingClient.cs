using System.Buffers.Binary;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace WebConsole.EndToEnd.Support;

/// <summary>
/// A program with a user's cookie that opens a screen at the hub, and sends messages that our pages never send.
/// </summary>
internal sealed class ForgingClient : IAsyncDisposable
{
    private readonly HubConnection _connection;
    private readonly Channel<byte[]> _input = Channel.CreateUnbounded<byte[]>();
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private IAsyncEnumerator<byte[]> _output = null!;
    private ReadOnlyMemory<byte> _left;

    private ForgingClient(HubConnection connection) => _connection = connection;

    /// <summary>Opens the guest's screen with control and unshared, with the visitor's cookies.</summary>
    public static async Task<ForgingClient> OpenAsync(Visitor visitor, Guest guest, string server)
    {
        var cookies = await visitor.Page.Context.CookiesAsync();
        var client = new ForgingClient(new HubConnectionBuilder().AddMessagePackProtocol().WithUrl(new Uri(server + "/hubs/console"), options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.SkipNegotiation = true;
            options.Headers["Origin"] = server;
            options.Headers["Cookie"] = string.Join("; ", cookies.Select(cookie => $"{cookie.Name}={cookie.Value}"));
        }).Build());
        await client._connection.StartAsync(client._cancellation);
        client._output = client._connection.StreamAsyncCore<byte[]>("OpenGraphics", [$"local/{guest.Uuid:D}", 0, false, client._input.Reader], client._cancellation)
            .GetAsyncEnumerator(client._cancellation);
        await client.ShakeHandsAsync();
        return client;
    }

    public ValueTask SendAsync(params byte[] bytes) => _input.Writer.WriteAsync(bytes, _cancellation);

    /// <summary>
    /// Requests a pixel and waits for it: QEMU answers in order, so it has processed all earlier messages.
    /// </summary>
    public async Task SeeAsync()
    {
        await SendAsync([2, 0, 0, 1, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 1, 0, 1]);
        Assert.Equal(0, (await ReadAsync(1))[0]);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    /// <summary>RFB 3.8, no password, and a session that is not shared.</summary>
    private async Task ShakeHandsAsync()
    {
        var version = Encoding.ASCII.GetBytes("RFB 003.008\n");
        Assert.Equal(version, await ReadAsync(version.Length));
        await SendAsync(version);
        Assert.Equal([1, 1], await ReadAsync(2));
        await SendAsync(1);
        Assert.Equal([0, 0, 0, 0], await ReadAsync(4));
        await SendAsync(0);
        var introduction = await ReadAsync(24);
        await ReadAsync(BinaryPrimitives.ReadInt32BigEndian(introduction.AsSpan(20)));
    }

    private async Task<byte[]> ReadAsync(int length)
    {
        var bytes = new List<byte>();
        while (bytes.Count < length)
        {
            if (_left.IsEmpty)
            {
                Assert.True(await _output.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60), _cancellation), "the console has ended");
                _left = _output.Current;
            }
            var taken = Math.Min(length - bytes.Count, _left.Length);
            bytes.AddRange(_left.Span[..taken]);
            _left = _left[taken..];
        }
        return [.. bytes];
    }
}

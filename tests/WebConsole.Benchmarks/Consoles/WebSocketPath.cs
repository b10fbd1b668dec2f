using System.Net.WebSockets;

namespace WebConsole.Benchmarks.Consoles;

/// <summary>Through websockify, as noVNC goes.</summary>
internal sealed class WebSocketPath : IConsolePath
{
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[128 * 1024];

    private WebSocketPath()
    {
        _socket.Options.AddSubProtocol("binary");
        _socket.Options.Proxy = null;
    }

    public static async Task<WebSocketPath> OpenAsync(int port)
    {
        var path = new WebSocketPath();
        await path._socket.ConnectAsync(new Uri($"ws://127.0.0.1:{port}/"), CancellationToken.None);
        return path;
    }

    public ValueTask SendAsync(byte[] bytes) => _socket.SendAsync(bytes, WebSocketMessageType.Binary, WebSocketMessageFlags.EndOfMessage, CancellationToken.None);

    public async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync()
    {
        var received = await _socket.ReceiveAsync(_buffer.AsMemory(), CancellationToken.None);
        return received.MessageType == WebSocketMessageType.Close ? throw new EndOfStreamException() : _buffer.AsMemory(0, received.Count);
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}

using System.Net.WebSockets;
using Microsoft.AspNetCore.SignalR.Protocol;
using WebConsole.Features.Consoles;
using WebConsole.Hosting;
using WebConsole.Hypervisor;

namespace WebConsole.Benchmarks.Consoles;

/// <summary>
/// Through the product's console hub, on a bare WebSocket as in the other path, so that the comparison does not include
/// SignalR's .NET client, which copies each chunk into an array.
/// </summary>
internal sealed class HubPath : IConsolePath
{
    private const string OutputId = "1";
    private const string InputId = "2";

    private static readonly MessagePackHubProtocol Protocol = new();

    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[128 * 1024];
    private ReadOnlyMemory<byte> _received;
    private int _chunkLeft;

    private HubPath(string url, string cookie)
    {
        _socket.Options.Proxy = null;
        _socket.Options.SetRequestHeader("Cookie", cookie);
        _socket.Options.SetRequestHeader("Origin", url);
    }

    public static async Task<HubPath> OpenAsync(string url, string cookie, MachineId machine)
    {
        var path = new HubPath(url, cookie);
        await path._socket.ConnectAsync(new UriBuilder(url + AppUrls.ConsoleHub) { Scheme = "ws" }.Uri, CancellationToken.None);
        await path.WriteAsync("{\"protocol\":\"messagepack\",\"version\":1}\x1e"u8.ToArray());
        while (await path.NextByteAsync() != 0x1e)
        {
        }
        await path.WriteAsync(Protocol.GetMessageBytes(
            new StreamInvocationMessage(OutputId, nameof(ConsoleHub.OpenGraphics), [machine.ToString(), 0, false], [InputId])));
        return path;
    }

    public ValueTask SendAsync(byte[] bytes) => WriteAsync(Protocol.GetMessageBytes(new StreamItemMessage(InputId, bytes)));

    public async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync()
    {
        while (_chunkLeft == 0)
            _chunkLeft = await BeginMessageAsync();
        if (_received.IsEmpty)
            await ReadAsync();
        var taken = _received[..Math.Min(_chunkLeft, _received.Length)];
        _received = _received[taken.Length..];
        _chunkLeft -= taken.Length;
        return taken;
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <returns>The length of the following chunk, or null for another message.</returns>
    private async ValueTask<int> BeginMessageAsync()
    {
        var length = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = await NextByteAsync();
            length |= (part & 0x7f) << shift;
            if (part < 0x80)
                break;
        }
        await SkipAsync(1);
        if (await NextByteAsync() is var type && type != HubProtocolConstants.StreamItemMessageType)
        {
            if (type == HubProtocolConstants.CompletionMessageType)
                throw new EndOfStreamException();
            await SkipAsync(length - 2);
            return 0;
        }
        // No headers, the stream's number, and how many bytes the length of the chunk takes.
        await SkipAsync(2 + OutputId.Length);
        var digits = 1 << (await NextByteAsync() - 0xc4);
        var chunk = 0;
        for (var i = 0; i < digits; i++)
            chunk = chunk << 8 | await NextByteAsync();
        return chunk;
    }

    private async ValueTask SkipAsync(int length)
    {
        for (var i = 0; i < length; i++)
            await NextByteAsync();
    }

    private async ValueTask<byte> NextByteAsync()
    {
        if (_received.IsEmpty)
            await ReadAsync();
        var next = _received.Span[0];
        _received = _received[1..];
        return next;
    }

    private async ValueTask ReadAsync()
    {
        ValueWebSocketReceiveResult result;
        do
            result = await _socket.ReceiveAsync(_buffer.AsMemory(), CancellationToken.None);
        while (result.Count == 0 && result.MessageType != WebSocketMessageType.Close);
        _received = result.MessageType == WebSocketMessageType.Close ? throw new EndOfStreamException() : _buffer.AsMemory(0, result.Count);
    }

    private ValueTask WriteAsync(ReadOnlyMemory<byte> bytes) =>
        _socket.SendAsync(bytes, WebSocketMessageType.Binary, WebSocketMessageFlags.EndOfMessage, CancellationToken.None);
}

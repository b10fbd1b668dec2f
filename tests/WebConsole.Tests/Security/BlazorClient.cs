using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using MessagePack;
using WebConsole.Security.Sessions;
using WebConsole.Tests.Support;

namespace WebConsole.Tests.Security;

/// <summary>Speaks to <c>/_blazor</c> as blazor.web.js does: SignalR's frames of MessagePack over a WebSocket.</summary>
internal sealed class BlazorClient : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationToken _cancellation;
    private int _calls;

    private BlazorClient(CancellationToken cancellation) => _cancellation = cancellation;

    public static async Task<BlazorClient> OpenAsync(TestApplication app, Session session, CancellationToken cancellation)
    {
        var client = new BlazorClient(cancellation);
        client._socket.Options.Proxy = null;
        client._socket.Options.SetRequestHeader("Cookie", app.CookieOf(session));
        client._socket.Options.SetRequestHeader("Origin", app.Origin);
        await client._socket.ConnectAsync(new UriBuilder(app.Address) { Scheme = "ws", Path = "/_blazor" }.Uri, cancellation);
        await client._socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, cancellation);
        await client.ReceiveAsync();
        return client;
    }

    /// <summary>Opens a circuit and returns its secret.</summary>
    public async Task<string?> StartCircuitAsync(TestApplication app) =>
        await CallAsync("StartCircuit", $"{app.Origin}/", $"{app.Origin}/accounts", "[]", "") as string;

    /// <summary>Calls a method of the hub, which returns a string, a boolean or nothing.</summary>
    public async Task<object?> CallAsync(string method, params string[] arguments)
    {
        var id = $"{++_calls}";
        await _socket.SendAsync(Frame(id, method, arguments), WebSocketMessageType.Binary, true, _cancellation);
        while (true)
        {
            foreach (var message in Split(await ReceiveAsync()))
            {
                if (TryReadCompletion(message, id, out var result))
                    return result;
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private static byte[] Frame(string id, string method, string[] arguments)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        writer.WriteArrayHeader(6);
        writer.Write(1);
        writer.WriteMapHeader(0);
        writer.Write(id);
        writer.Write(method);
        writer.WriteArrayHeader(arguments.Length);
        foreach (var argument in arguments)
            writer.Write(argument);
        writer.WriteArrayHeader(0);
        writer.Flush();
        var length = new List<byte>();
        for (var left = buffer.WrittenCount; ; left >>= 7)
        {
            length.Add((byte)((left & 0x7f) | (left > 0x7f ? 0x80 : 0)));
            if (left <= 0x7f)
                break;
        }
        return [.. length, .. buffer.WrittenSpan];
    }

    private async Task<byte[]> ReceiveAsync()
    {
        var (all, part) = (new List<byte>(), new byte[16 * 1024]);
        while (true)
        {
            var received = await _socket.ReceiveAsync(part, _cancellation);
            all.AddRange(part[..received.Count]);
            if (received.MessageType == WebSocketMessageType.Close)
                throw new WebSocketException("closed");
            if (received.EndOfMessage)
                return [.. all];
        }
    }

    private static IEnumerable<byte[]> Split(byte[] bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var (length, shift) = (0, 0);
            do
            {
                length |= (bytes[at] & 0x7f) << shift;
                shift += 7;
            }
            while ((bytes[at++] & 0x80) != 0);
            yield return bytes[at..(at + length)];
            at += length;
        }
    }

    private static bool TryReadCompletion(byte[] message, string id, out object? result)
    {
        result = null;
        var reader = new MessagePackReader(message);
        reader.ReadArrayHeader();
        if (reader.ReadInt32() != 3)
            return false;
        reader.Skip();
        if (reader.ReadString() != id)
            return false;
        // 1 is an error, 2 nothing, 3 a value.
        if (reader.ReadInt32() != 3)
            return true;
        result = reader.NextMessagePackType switch
        {
            MessagePackType.String => reader.ReadString(),
            MessagePackType.Boolean => reader.ReadBoolean(),
            _ => null,
        };
        return true;
    }
}

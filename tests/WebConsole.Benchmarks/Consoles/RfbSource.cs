using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using WebConsole.Tests.Consoles;

namespace WebConsole.Benchmarks.Consoles;

/// <summary>
/// A scripted guest display. It answers each pointer movement with a small change of the screen, and a key press with
/// as many MiB of screen data as the key's number, as fast as they are read.
/// </summary>
internal sealed class RfbSource : IAsyncDisposable
{
    public const int MiB = 1 << 20;

    private const byte KeyEvent = 4;
    private const byte PointerEvent = 5;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    public RfbSource()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>A FramebufferUpdate of one raw rectangle of 16 by 16 pixels.</summary>
    public static byte[] SmallUpdate { get; } = [0, 0, 0, 1, 0, 0, 0, 0, 0, 16, 0, 16, 0, 0, 0, 0, .. new byte[16 * 16 * 4]];

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            var socket = await _listener.AcceptSocketAsync();
            socket.NoDelay = true;
            _ = Task.Run(() => PlayAsync(new NetworkStream(socket, ownsSocket: true)));
        }
    }

    private static async Task PlayAsync(NetworkStream stream)
    {
        using var guest = new ScriptedGuest(stream);
        await guest.ShakeHandsAsync(CancellationToken.None);
        var message = new byte[8];
        while (await stream.ReadAtLeastAsync(message.AsMemory(0, 1), 1, throwOnEndOfStream: false) == 1)
        {
            var length = message[0] switch { PointerEvent => 6, KeyEvent => 8, _ => throw new InvalidDataException($"No such message: {message[0]}") };
            await stream.ReadExactlyAsync(message.AsMemory(1, length - 1));
            if (message[0] == PointerEvent)
                await stream.WriteAsync(SmallUpdate);
            else
                await FloodAsync(stream, BinaryPrimitives.ReadInt32BigEndian(message.AsSpan(4)));
        }
    }

    private static async Task FloodAsync(NetworkStream stream, int mebibytes)
    {
        var screen = new byte[256 * 1024];
        for (var left = (long)mebibytes * MiB; left > 0; left -= screen.Length)
            await stream.WriteAsync(screen);
    }
}

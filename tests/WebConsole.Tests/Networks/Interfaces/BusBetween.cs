using System.Collections.Concurrent;
using System.Net.Sockets;

namespace WebConsole.Tests.Networks.Interfaces;

/// <summary>A socket that leads on to a D-Bus, and whose connections can be cut.</summary>
internal sealed class BusBetween : IAsyncDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"bus-{Guid.NewGuid():N}");
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly ConcurrentBag<Socket> _open = [];
    private readonly Task _accepting;

    /// <param name="bus">The path of the bus's own socket.</param>
    public BusBetween(string bus)
    {
        _listener.Bind(new UnixDomainSocketEndPoint(_path));
        _listener.Listen();
        _accepting = AcceptAsync(bus);
    }

    /// <summary>Its address, as D-Bus writes it.</summary>
    public string Address => $"unix:path={_path}";

    /// <summary>Cuts the connections that there are; new ones can be made.</summary>
    public void Drop()
    {
        while (_open.TryTake(out var socket))
            socket.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        Drop();
        File.Delete(_path);
    }

    private async Task AcceptAsync(string bus)
    {
        try
        {
            while (true)
            {
                var (there, here) = (new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified), await _listener.AcceptAsync());
                _open.Add(here);
                _open.Add(there);
                await there.ConnectAsync(new UnixDomainSocketEndPoint(bus));
                _ = CopyAsync(here, there);
                _ = CopyAsync(there, here);
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The test is over.
        }
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        try
        {
            await using var source = new NetworkStream(from);
            await using var target = new NetworkStream(to);
            await source.CopyToAsync(target);
        }
        catch (Exception cut) when (cut is IOException or ObjectDisposedException)
        {
            // It was cut.
        }
    }
}

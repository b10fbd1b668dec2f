using System.Net.Sockets;

namespace Libvirt.Tests.Integration;

/// <summary>A proxy of libvirtd's socket that can stop answering or break on demand.</summary>
internal sealed class Relay : IDisposable
{
    private const string Daemon = "/run/libvirt/libvirt-sock";

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"libvirt-tests-{Guid.NewGuid():N}.sock");
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly List<Socket> _sockets = [];
    private volatile bool _silent;

    public Relay()
    {
        _listener.Bind(new UnixDomainSocketEndPoint(_path));
        _listener.Listen();
        _ = Accept();
    }

    public string Uri => $"qemu+unix:///system?socket={_path}";

    /// <summary>Drops the bytes of both sides, like a cut cable.</summary>
    public void FallSilent() => _silent = true;

    public void Break()
    {
        lock (_sockets)
        {
            foreach (var socket in _sockets)
                socket.Dispose();
            _sockets.Clear();
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        Break();
        File.Delete(_path);
    }

    private async Task Accept()
    {
        while (true)
        {
            var ours = await _listener.AcceptAsync();
            var theirs = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await theirs.ConnectAsync(new UnixDomainSocketEndPoint(Daemon));
            lock (_sockets)
                _sockets.AddRange([ours, theirs]);
            _ = Copy(ours, theirs);
            _ = Copy(theirs, ours);
        }
    }

    private async Task Copy(Socket from, Socket to)
    {
        var buffer = new byte[65536];
        while (await from.ReceiveAsync(buffer) is > 0 and var received)
        {
            if (!_silent)
                await to.SendAsync(buffer.AsMemory(0, received));
        }
        Break();
    }
}

using System.Net;
using System.Net.Sockets;
using Libvirt;
using WebConsole.EndToEnd.Support;

namespace WebConsole.Benchmarks.Harness;

/// <summary>A file through a TCP socket into a volume, without HTTP or checks: what a server between a client and libvirt can reach at all.</summary>
internal static class PlainUpload
{
    private const int Piece = 256 * 1024;

    /// <param name="file">Its path.</param>
    /// <param name="pool">The pool's UUID.</param>
    /// <param name="name">The volume's, which is as long as the file.</param>
    public static async Task RunAsync(string file, Guid pool, string name)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var sender = Shell.RunAsync("bash", "-c", $"cat {file} > /dev/tcp/127.0.0.1/{((IPEndPoint)listener.LocalEndpoint).Port}");
        await Task.Run(() => Receive(listener, pool, name));
        await sender;
    }

    private static void Receive(TcpListener listener, Guid pool, string name)
    {
        using var socket = listener.AcceptSocket();
        using var connection = LibvirtConnection.Open(IdleGuests.Uri);
        using var found = connection.LookupStoragePool(pool);
        using var volume = found.LookupVolume(name);
        using var stream = connection.NewStream();
        volume.Upload(stream);
        var buffer = new byte[Piece];
        for (int read; (read = socket.Receive(buffer)) > 0;)
        {
            for (var sent = 0; sent < read;)
                sent += stream.Send(buffer.AsSpan(sent, read - sent));
        }
        stream.Finish();
    }
}

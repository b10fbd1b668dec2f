using System.Net;
using System.Net.Sockets;
using Libvirt;
using WebConsole.EndToEnd.Support;

namespace WebConsole.Benchmarks.Harness;

/// <summary>A volume through a TCP socket into a file, without HTTP or checks: what a server between libvirt and a client can reach at all.</summary>
internal static class PlainDownload
{
    private const int Piece = 256 * 1024;

    /// <param name="pool">The pool's UUID.</param>
    /// <param name="name">The volume's.</param>
    /// <param name="file">Where it goes.</param>
    public static async Task RunAsync(Guid pool, string name, string file)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var receiver = Shell.RunAsync("bash", "-c", $"cat < /dev/tcp/127.0.0.1/{((IPEndPoint)listener.LocalEndpoint).Port} > {file}");
        await Task.Run(() => Send(listener, pool, name));
        await receiver;
    }

    private static void Send(TcpListener listener, Guid pool, string name)
    {
        using var socket = listener.AcceptSocket();
        using var connection = LibvirtConnection.Open(IdleGuests.Uri);
        using var found = connection.LookupStoragePool(pool);
        using var volume = found.LookupVolume(name);
        using var stream = connection.NewStream();
        volume.Download(stream);
        var buffer = new byte[Piece];
        for (int read; (read = stream.Receive(buffer)) > 0;)
        {
            for (var sent = 0; sent < read;)
                sent += socket.Send(buffer.AsSpan(sent, read - sent));
        }
        stream.Finish();
    }
}

using System.Net;
using System.Net.Sockets;
using WebConsole.Features.Consoles;
using WebConsole.Hypervisor;

namespace WebConsole.Benchmarks.Consoles;

/// <summary>Consoles whose guests listen on a port of loopback: on the same kind of socket as websockify's.</summary>
internal sealed class SocketConsoles(int port) : IConsoleSource
{
    public async Task<Stream> OpenGraphicsAsync(MachineId machine, int index, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    public Task<Stream> OpenTextAsync(MachineId machine, string? device, bool takeOver, CancellationToken cancellationToken) =>
        Task.FromException<Stream>(new ConsoleRefusedException(ConsoleEndReason.NoConsole));
}

using System.Diagnostics;
using System.Net.Sockets;
using WebConsole.EndToEnd.Support;

namespace WebConsole.Benchmarks.Consoles;

/// <summary>Debian's websockify, running.</summary>
internal sealed class Websockify : IAsyncDisposable
{
    private readonly Process _process;

    private Websockify(int target) => _process = Process.Start(new ProcessStartInfo("websockify", [$"127.0.0.1:{Port}", $"127.0.0.1:{target}"])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    public int Port { get; } = Ports.Free();

    public int ProcessId => _process.Id;

    public static async Task<Websockify> StartAsync(int target)
    {
        var websockify = new Websockify(target);
        websockify._process.BeginOutputReadLine();
        websockify._process.BeginErrorReadLine();
        await Wait.ForAsync(websockify.AnswersAsync, TimeSpan.FromSeconds(20), "websockify listens");
        return websockify;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

using System.Diagnostics;

namespace WebConsole.Benchmarks.Harness;

/// <summary>
/// A virsh that reads commands line by line, so that the measurement does not include the start of a program.
/// </summary>
internal sealed class VirshSession : IDisposable
{
    private readonly Process _process = Process.Start(new ProcessStartInfo("virsh", ["-c", IdleGuests.Uri])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    public VirshSession()
    {
        // Its output is not needed, but a full pipe would block it.
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
    }

    public async Task SendAsync(string command)
    {
        await _process.StandardInput.WriteLineAsync(command);
        await _process.StandardInput.FlushAsync();
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}

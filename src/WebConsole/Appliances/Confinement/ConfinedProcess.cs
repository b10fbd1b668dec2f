using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace WebConsole.Appliances.Confinement;

/// <summary>
/// Runs a program on hostile files: with limits, at a low priority, without a network, and with no files but those of one
/// folder and the host's programs. Why so: docs/adr/0088-confined-conversion.md.
/// </summary>
internal static class ConfinedProcess
{
    private const int MostOutput = 1 << 20;


    private static string OwnProgram => Path.Combine(AppContext.BaseDirectory, "WebConsole");

    /// <param name="folder">The one folder it may use: its working directory.</param>
    /// <param name="limits">What it may use.</param>
    /// <param name="command">A program with its path, and its arguments.</param>
    /// <param name="written">Is given what it writes on its standard output, piece by piece.</param>
    /// <param name="cancellation">Kills it.</param>
    /// <exception cref="ConfinementException">It can't be confined here, so it was not run.</exception>
    public static async Task<ConfinedResult> RunAsync(string folder, ProcessLimits limits, IReadOnlyList<string> command, Action<string>? written, CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = Start(folder, [.. Limited(limits), .. command]) };
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        time.CancelAfter(limits.Time);
        if (!File.Exists(command[0]))
            throw new ConfinementException($"{command[0]} is missing");
        cancellation.ThrowIfCancellationRequested();
        process.Start();
        process.StandardInput.Close();
        var output = ReadAsync(process.StandardOutput, written);
        var error = ReadAsync(process.StandardError, null);
        var timedOut = await EndAsync(process, time.Token).ConfigureAwait(false);
        var result = new ConfinedResult(process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false), timedOut);
        cancellation.ThrowIfCancellationRequested();
        return result.ExitCode == ConfinedCommand.NotExecuted ? throw new ConfinementException(result.Error.Trim()) : result;
    }

    private static ProcessStartInfo Start(string folder, IEnumerable<string> command)
    {
        var start = new ProcessStartInfo(OwnProgram, [ConfinedCommand.Argument, .. command])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The runtime that we ourselves run by; no sockets of its diagnostics.
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return start;
    }

    private static IEnumerable<string> Limited(ProcessLimits limits)
    {
        var seconds = (long)Math.Ceiling(limits.ProcessorTime.TotalSeconds);
        return
        [
            "/usr/bin/prlimit", Limit("as", limits.MemoryBytes), Limit("fsize", limits.FileBytes), Limit("nofile", limits.OpenFiles), Limit("core", 0),
            // At the first of these it gets a signal of its own, by which the cause is known.
            string.Create(CultureInfo.InvariantCulture, $"--cpu={seconds}:{seconds + 1}"),
            "--", "/usr/bin/nice", "-n", "10",
        ];

        static string Limit(string name, long value) => string.Create(CultureInfo.InvariantCulture, $"--{name}={value}");
    }

    /// <summary>Waits for its end, and kills it where the time is over; whether it did.</summary>
    private static async Task<bool> EndAsync(Process process, CancellationToken time)
    {
        try
        {
            await process.WaitForExitAsync(time).ConfigureAwait(false);
            return false;
        }
        catch (OperationCanceledException)
        {
            // It has no children: CallFilter refuses them.
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            return true;
        }
    }

    /// <summary>Reads everything, since a full pipe would stop it, and keeps the beginning.</summary>
    private static async Task<string> ReadAsync(StreamReader reader, Action<string>? written)
    {
        var (kept, buffer) = (new StringBuilder(), new char[4096]);
        for (int read; (read = await reader.ReadAsync(buffer).ConfigureAwait(false)) > 0;)
        {
            written?.Invoke(new string(buffer, 0, read));
            kept.Append(buffer, 0, Math.Min(read, MostOutput - kept.Length));
        }
        return kept.ToString();
    }
}

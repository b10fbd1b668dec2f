using System.Globalization;
using System.Runtime.InteropServices;
using WebConsole.Hosting;

namespace WebConsole.Appliances.Confinement;

/// <summary>
/// Runs a program on hostile files: with limits, at a low priority, without a network, and with no files but those of one
/// folder and the host's programs. Why so: docs/adr/0088-confined-conversion.md.
/// </summary>
internal static class ConfinedProcess
{
    private const int MostOutput = 1 << 20;

    /// <summary>The runtime that we ourselves run by, and no sockets of its diagnostics.</summary>
    private static readonly Dictionary<string, string> Environment = new()
    {
        ["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")),
        ["DOTNET_EnableDiagnostics"] = "0",
    };

    private static string OwnProgram => Path.Combine(AppContext.BaseDirectory, "WebConsole");

    /// <param name="folder">The one folder it may use: its working directory.</param>
    /// <param name="limits">What it may use.</param>
    /// <param name="command">A program with its path, and its arguments.</param>
    /// <param name="written">Is given what it writes on its standard output, piece by piece.</param>
    /// <param name="cancellation">Kills it.</param>
    /// <exception cref="ConfinementException">It can't be confined here, so it was not run.</exception>
    public static async Task<ProgramResult> RunAsync(string folder, ProcessLimits limits, IReadOnlyList<string> command, Action<string>? written, CancellationToken cancellation)
    {
        if (!File.Exists(command[0]))
            throw new ConfinementException($"{command[0]} is missing");
        var confined = new HostCommand(OwnProgram, [ConfinedCommand.Argument, .. Limited(limits), .. command], folder, limits.Time) { Environment = Environment, MostOutput = MostOutput, Written = written };
        var result = await HostProgram.RunAsync(confined, cancellation).ConfigureAwait(false);
        return result.ExitCode == ConfinedCommand.NotExecuted ? throw new ConfinementException(result.Error.Trim()) : result;
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
}

using System.Diagnostics;
using System.Text;

namespace WebConsole.Hosting;

/// <summary>
/// Runs a program of WebConsole's host: without a shell and without WebConsole's environment, which may hold settings that are
/// secrets. A program that takes too long is ended together with its children.
/// </summary>
internal static class HostProgram
{
    /// <summary>The most that is kept of what a program writes; the rest is read and dropped.</summary>
    public const int MostOutput = 16 * 1024;

    /// <summary>The full path of a program.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="path">Where to look, in the form of <c>PATH</c>.</param>
    /// <returns><c>null</c> where it is not installed.</returns>
    public static string? Find(string name, string path) => path.Split(':').Where(Path.IsPathFullyQualified)
        .Select(directory => Path.Combine(directory, name)).FirstOrDefault(IsProgram);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">Its full path.</param>
    /// <param name="arguments">They are visible to all users of the host, so none may be a secret.</param>
    /// <param name="directory">Its working directory, home and place for temporary files.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="cancellationToken">Ends the program, too.</param>
    /// <exception cref="TimeoutException">It took longer.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">It can't be started.</exception>
    public static async Task<ProgramResult> RunAsync(string program, IEnumerable<string> arguments, string directory, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var process = Start(program, arguments, directory);
        patience.CancelAfter(limit);
        try
        {
            process.StandardInput.Close();
            var texts = await Task.WhenAll(ReadAsync(process.StandardOutput, patience.Token), ReadAsync(process.StandardError, patience.Token)).ConfigureAwait(false);
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            return new ProgramResult(process.ExitCode, string.Concat(texts));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{program} took longer than {limit.TotalSeconds:0} seconds.");
        }
        finally
        {
            await EndAsync(process).ConfigureAwait(false);
        }
    }

    private static Process Start(string program, IEnumerable<string> arguments, string directory)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = directory, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin";
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["HOME"] = start.Environment["TMPDIR"] = directory;
#pragma warning disable RS0030 // This is the one place that starts programs.
        return Process.Start(start)!;
#pragma warning restore RS0030
    }

    // Killed children that others have adopted may keep the pipe open, so the wait itself ends, too.
    private static async Task<string> ReadAsync(StreamReader from, CancellationToken cancellationToken)
    {
        var kept = new StringBuilder();
        var buffer = new char[4096];
        while (await from.ReadAsync(buffer, cancellationToken).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false) is var read and > 0)
            kept.Append(buffer, 0, Math.Min(read, MostOutput - kept.Length));
        return kept.ToString();
    }

    private static async Task EndAsync(Process process)
    {
        if (process.HasExited)
            return;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private static bool IsProgram(string path) => File.Exists(path) &&
        (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
}

using System.Diagnostics;
using System.Text;

namespace WebConsole.Hosting;

/// <summary>
/// Runs a program of WebConsole's host: without a shell and without WebConsole's environment, which may hold settings that are
/// secrets. A program that takes too long is ended together with its children.
/// </summary>
internal static class HostProgram
{
    /// <summary>The full path of a program.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="path">Where to look, in the form of <c>PATH</c>.</param>
    /// <returns><c>null</c> where it is not installed.</returns>
    public static string? Find(string name, string path) => path.Split(':').Where(Path.IsPathFullyQualified)
        .Select(directory => Path.Combine(directory, name)).FirstOrDefault(IsProgram);

    /// <summary>Runs a program until it ends or its time is over.</summary>
    /// <param name="command">The program.</param>
    /// <param name="cancellationToken">Ends the program, too.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">It can't be started.</exception>
    public static async Task<ProgramResult> RunAsync(HostCommand command, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var process = Start(command);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(command.Limit);
        try
        {
            process.StandardInput.Close();
            var texts = await Task.WhenAll(
                OrEndAsync(ReadAsync(process.StandardOutput, command.MostOutput, command.Written, limit.Token), limit),
                ReadAsync(process.StandardError, command.MostOutput, null, limit.Token)).ConfigureAwait(false);
            var timedOut = !await EndsAsync(process, limit.Token).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return new ProgramResult(process.ExitCode, texts[0], texts[1], timedOut);
        }
        finally
        {
            await KillAsync(process).ConfigureAwait(false);
        }
    }

    private static Process Start(HostCommand command)
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments) { WorkingDirectory = command.Directory, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin";
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["HOME"] = start.Environment["TMPDIR"] = command.Directory;
        foreach (var (name, value) in command.Environment)
            start.Environment[name] = value;
#pragma warning disable RS0030 // This is the one place that starts programs.
        return Process.Start(start)!;
#pragma warning restore RS0030
    }

    /// <summary>Reads everything, since a full pipe would stop the program, until the end or the limit.</summary>
    private static async Task<string> ReadAsync(StreamReader from, int most, Action<string>? written, CancellationToken limit)
    {
        var (kept, buffer) = (new StringBuilder(), new char[4096]);
        try
        {
            // Killed children that others have adopted may keep the pipe open, so the wait itself ends, too.
            while (await from.ReadAsync(buffer, limit).AsTask().WaitAsync(limit).ConfigureAwait(false) is var read and > 0)
            {
                written?.Invoke(new string(buffer, 0, read));
                kept.Append(buffer, 0, Math.Min(read, most - kept.Length));
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            // What it wrote before tells more than nothing.
        }
        return kept.ToString();
    }

    /// <summary>The other pipe would stay open as long as the program runs.</summary>
    private static async Task<string> OrEndAsync(Task<string> reading, CancellationTokenSource limit)
    {
        try
        {
            return await reading.ConfigureAwait(false);
        }
        catch
        {
            await limit.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Waits for the program's end; whether it came before the limit. Afterwards it has ended.</summary>
    private static async Task<bool> EndsAsync(Process process, CancellationToken limit)
    {
        try
        {
            await process.WaitForExitAsync(limit).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            await KillAsync(process).ConfigureAwait(false);
            return false;
        }
    }

    private static async Task KillAsync(Process process)
    {
        if (process.HasExited)
            return;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private static bool IsProgram(string path) => File.Exists(path) &&
        (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
}

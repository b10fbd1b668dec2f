using System.Collections.Concurrent;
using System.Diagnostics;

namespace WebConsole.Hosting.Files;

/// <summary>
/// Tells of a directory on this host whether its file system answers, as one of NFS does not while its server is away. Nothing
/// interrupts such a question, so each is asked on a thread of its own; a directory that has not answered is not asked again.
/// </summary>
/// <param name="ask">Asks the file system for something that it has to ask its server for; a test has one that hangs.</param>
internal sealed class DirectoryProbe(Action<string>? ask = null)
{
    /// <summary>A file system that answers does so within milliseconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    private readonly Action<string> _ask = ask ?? (static directory => _ = new DriveInfo(directory).AvailableFreeSpace);
    private readonly ConcurrentDictionary<string, Question> _open = new(StringComparer.Ordinal);

    /// <summary>Waits 200 ms at most, and not at all for a directory that has not answered an earlier question.</summary>
    public bool IsSilent(string directory)
    {
        var mine = new Question();
        var question = _open.GetOrAdd(directory, mine);
        if (question == mine)
            new Thread(() => Ask(directory, mine)) { IsBackground = true, Name = $"asks {directory}" }.Start();
        var left = Patience - Stopwatch.GetElapsedTime(question.Asked);
        return !question.Answered.Wait(left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    private void Ask(string directory, Question question)
    {
        try
        {
            _ask(directory);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Not there, or not to be seen: an answer too.
        }
        finally
        {
            _open.TryRemove(directory, out _);
            question.Answered.Set();
        }
    }

    private sealed class Question
    {
        public long Asked { get; } = Stopwatch.GetTimestamp();

        // Never disposed: without a wait handle there is nothing to release.
        public ManualResetEventSlim Answered { get; } = new();
    }
}

using System.Collections.Concurrent;

namespace WebConsole.Security.HostAccounts;

/// <summary>
/// Threads for PAM calls. PAM blocks for seconds, or forever if a directory server is down, so these are a few threads
/// of their own, behind a bounded queue.
/// </summary>
internal sealed class PasswordThreads : IDisposable
{
    public const int Threads = 4;
    public const int Waiting = 16;

    private readonly BlockingCollection<Action> _work = new(Waiting);

    public PasswordThreads()
    {
        for (var number = 0; number < Threads; number++)
            new Thread(Work) { IsBackground = true, Name = $"passwords {number}" }.Start();
    }

    /// <summary>Runs <paramref name="call"/>, or returns <c>null</c> if too many calls wait already.</summary>
    public Task<T>? TryRun<T>(Func<T> call)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _work.TryAdd(Run) ? result.Task : null;

        void Run()
        {
            try
            {
                result.SetResult(call());
            }
#pragma warning disable CA1031 // The caller gets the exception.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                result.SetException(exception);
            }
        }
    }

    /// <summary>Running calls go on, because nothing can interrupt PAM.</summary>
    public void Dispose() => _work.CompleteAdding();

    private void Work()
    {
        foreach (var call in _work.GetConsumingEnumerable())
            call();
    }
}

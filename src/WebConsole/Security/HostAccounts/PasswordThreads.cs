using System.Collections.Concurrent;

namespace WebConsole.Security.HostAccounts;

/// <summary>
/// Threads that may wait for PAM, which blocks for seconds, or for good where a directory server is away: so they are
/// few, their own, and behind a queue that refuses.
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

    /// <summary>Runs <paramref name="call"/>, or returns <c>null</c> where too much waits already.</summary>
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
#pragma warning disable CA1031 // Whoever waits gets it.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                result.SetException(exception);
            }
        }
    }

    /// <summary>What runs is let run: nothing can call PAM off.</summary>
    public void Dispose() => _work.CompleteAdding();

    private void Work()
    {
        foreach (var call in _work.GetConsumingEnumerable())
            call();
    }
}

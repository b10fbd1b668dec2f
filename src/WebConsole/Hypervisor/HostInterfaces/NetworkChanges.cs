using System.Collections.Concurrent;

namespace WebConsole.Hypervisor.HostInterfaces;

/// <summary>The changes of hosts' networks that wait to be kept, one of each host at most.</summary>
public sealed class NetworkChanges
{
    private readonly ConcurrentDictionary<string, (NetworkChange Change, TaskCompletionSource Kept)> _waiting = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, UndoneNetworkChange> _undone = new(StringComparer.Ordinal);

    /// <summary>Raised when one begins or ends to wait, or has gone back.</summary>
    public event Action? Changed;

    /// <summary>The one of a host; <c>null</c> where none waits.</summary>
    public NetworkChange? Of(string host) => _waiting.TryGetValue(host, out var waiting) ? waiting.Change : null;

    /// <summary>The latest of a host, if it went back.</summary>
    public UndoneNetworkChange? UndoneOf(string host) => _undone.GetValueOrDefault(host);

    /// <summary>Says that one has gone back, also to pages that it cut off.</summary>
    public void Tell(UndoneNetworkChange undone)
    {
        _undone[undone.Change.Host] = undone;
        Changed?.Invoke();
    }

    /// <summary>Waits until somebody keeps it.</summary>
    /// <exception cref="TimeoutException">Nobody did in time.</exception>
    public async Task WaitAsync(NetworkChange change, TimeProvider time, CancellationToken cancellationToken)
    {
        var kept = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[change.Host] = (change, kept);
        _undone.TryRemove(change.Host, out _);
        Changed?.Invoke();
        try
        {
            var left = change.Until - time.GetUtcNow();
            await kept.Task.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _waiting.TryRemove(change.Host, out _);
            Changed?.Invoke();
        }
    }

    /// <summary>Keeps the one of a host.</summary>
    /// <returns>False where none waits any more.</returns>
    public bool Keep(string host) => _waiting.TryGetValue(host, out var waiting) && waiting.Kept.TrySetResult();
}

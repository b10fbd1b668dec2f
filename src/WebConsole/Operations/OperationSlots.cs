using System.Collections.Concurrent;

namespace WebConsole.Operations;

/// <summary>Bounds how many operations run at once, on each host and in all, first come, first served.</summary>
#pragma warning disable CA1001 // Nothing to release: no wait handle is taken, and a task may outlive the runner.
internal sealed class OperationSlots(OperationsOptions limits)
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _all = new(limits.Running);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _hosts = new();

    /// <summary>Waits for a turn, which ends when the result is disposed.</summary>
    public async Task<IDisposable> EnterAsync(string host, CancellationToken cancellationToken)
    {
        var ofHost = _hosts.GetOrAdd(host, _ => new SemaphoreSlim(limits.RunningPerHost));
        // The host's first: who waits for a slow host must not hold what others could use.
        await ofHost.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _all.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            ofHost.Release();
            throw;
        }
        return new Slot(ofHost, _all);
    }

    private sealed class Slot(SemaphoreSlim host, SemaphoreSlim all) : IDisposable
    {
        public void Dispose()
        {
            all.Release();
            host.Release();
        }
    }
}

using System.Collections.Concurrent;
using Libvirt;

namespace WebConsole.Hypervisor.Lanes;

/// <summary>
/// One lane of one host. Callers queue; each worker is a thread with a connection of its own. A call that outlasts its
/// caller's patience is left behind with its worker, which cannot be interrupted, and a spare takes the worker's place.
/// </summary>
internal sealed class LaneWorkers : IDisposable
{
    private const int QueueCapacity = 1024;

    private readonly BlockingCollection<LaneCall> _queue = new(QueueCapacity);
    private readonly Lock _counting = new();
    private readonly string _name;
    private readonly LaneLimits _limits;
    private readonly HostConnector _connector;
    private readonly TimeProvider _time;
    private int _serving;
    private int _leftBehind;

    public LaneWorkers(string name, LaneLimits limits, HostConnector connector, TimeProvider time)
    {
        (_name, _limits, _connector, _time) = (name, limits, connector, time);
        for (var i = 0; i < limits.Workers; i++)
            StartWorker();
    }

    /// <summary>Calls that have not come back hold all workers, spares too: nothing of this lane is answered.</summary>
    public bool IsDegraded { get { lock (_counting) return _serving == 0; } }

    /// <param name="released">Told once, when libvirt is through with the call or it will never begin.</param>
    public async Task<T> RunAsync<T>(Func<LibvirtConnection, T> call, Action? released, CancellationToken cancellationToken)
    {
        var item = new LaneCall<T>(call, released);
        if (Refusal(item) is { } refusal)
        {
            item.Cancel();
            throw new HypervisorException(refusal);
        }
        _ = WatchAsync(item);
        try
        {
            return await item.Result.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _ = item.DiscardAsync();
            throw;
        }
        finally
        {
            item.Cancel();
        }
    }

    public void Dispose() => _queue.CompleteAdding();

    private string? Refusal(LaneCall item)
    {
        lock (_counting)
        {
            if (_serving == 0)
                return $"{_name}: {_leftBehind} calls have not come back from libvirt; a machine that does not answer holds them";
        }
        return _queue.TryAdd(item) ? null : $"{_name}: {QueueCapacity} calls are waiting already";
    }

    private async Task WatchAsync(LaneCall item)
    {
        try
        {
            await item.Answered.WaitAsync(_limits.Patience, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            if (item.GiveUp(new HypervisorTimeoutException($"{_name}: libvirt did not answer within {_limits.Patience.TotalSeconds:0} s")))
                LeaveBehind();
        }
        catch (Exception)
        {
            // The call's own failure, which its caller has.
        }
    }

    private void LeaveBehind()
    {
        lock (_counting)
        {
            _serving--;
            if (++_leftBehind <= _limits.Spares)
                StartWorker();
        }
    }

    /// <summary>A call came back after all. Tells whether its worker is wanted again.</summary>
    private bool ComeBack()
    {
        lock (_counting)
        {
            _leftBehind--;
            if (_serving >= _limits.Workers)
                return false;
            _serving++;
            return true;
        }
    }

    private void StartWorker()
    {
        lock (_counting)
            _serving++;
        new Thread(Work) { IsBackground = true, Name = $"libvirt {_name}" }.Start();
    }

    private void Work()
    {
        using var connection = new WorkerConnection(_connector);
        foreach (var item in _queue.GetConsumingEnumerable())
        {
            if (!item.TryBegin())
                continue;
            item.Run(connection.Open);
            if (!item.TryFinish() && !ComeBack())
                return;
        }
    }
}

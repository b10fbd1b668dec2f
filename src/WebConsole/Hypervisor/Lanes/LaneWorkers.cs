using Libvirt;

namespace WebConsole.Hypervisor.Lanes;

/// <summary>
/// One lane of one host. Calls wait in a queue; each worker is a thread with a connection of its own. Nothing can
/// interrupt a call. A slow call occupies its worker, and another worker replaces it, up to a limit; a call that
/// outlasts its time limit is abandoned with its worker. The last free worker takes only calls that will probably
/// return.
/// </summary>
internal sealed class LaneWorkers : IDisposable
{
    private readonly LaneQueue _queue = new();
    private readonly Lock _counting = new();
    private readonly string _name;
    private readonly LaneLimits _limits;
    private readonly HostConnector _connector;
    private readonly TimeProvider _time;

    /// <summary>All workers: those that are available, and those that were abandoned.</summary>
    private int _threads, _serving, _abandoned;

    public LaneWorkers(string name, LaneLimits limits, HostConnector connector, TimeProvider time)
    {
        (_name, _limits, _connector, _time) = (name, limits, connector, time);
        lock (_counting)
        {
            for (var i = 0; i < limits.Workers; i++)
                StartWorker();
        }
    }

    /// <summary>Whether abandoned calls occupy all workers, so that the lane answers nothing.</summary>
    public bool IsDegraded { get { lock (_counting) return _abandoned >= _limits.Most; } }

    /// <summary>
    /// Runs <paramref name="call"/> on a worker. The time limit of the lane counts from now, or from the start of the
    /// call if <paramref name="order"/> has a start callback.
    /// </summary>
    /// <exception cref="HypervisorException">The lane accepts no call, or libvirt does not answer in time.</exception>
    public async Task<T> RunAsync<T>(Func<LibvirtConnection, T> call, LaneOrder order, CancellationToken cancellationToken)
    {
        var item = new LaneCall<T>(call, order);
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
            // A call that has begun can't be undone, and its caller needs to know the result.
            if (!item.Cancel() && item.WaitsForItsTurn)
                return await item.Result.ConfigureAwait(false);
            _ = item.DiscardAsync();
            throw;
        }
        finally
        {
            item.Cancel();
        }
    }

    public void Dispose() => _queue.Close();

    private string? Refusal(LaneCall item)
    {
        if (IsDegraded)
            return $"{_name}: {_limits.Most} calls have not come back from libvirt; a machine that does not answer holds them";
        return _queue.TryAdd(item) ? null : $"{_name}: {LaneQueue.Capacity} calls are waiting already";
    }

    private async Task WatchAsync(LaneCall item)
    {
        var patience = item.Patience ?? _limits.Patience;
        try
        {
            if (item.WaitsForItsTurn)
                await item.Begun.ConfigureAwait(false);
            await item.Answered.WaitAsync(patience, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            if (item.GiveUp(new HypervisorTimeoutException($"{_name}: libvirt did not answer within {patience.TotalSeconds:0} s")))
                Abandon();
        }
        catch (Exception)
        {
            // The call's own failure, which its caller gets.
        }
    }

    private void Work()
    {
        using var connection = new WorkerConnection(_connector);
        var turn = new Turn();
        while (_queue.Take(() => IsLast, () => Hold(turn)) is { } item)
        {
            if (item.TryBegin())
                Serve(item, turn, connection);
            if (!ComeBack(turn))
                return;
            turn = new Turn();
        }
    }

    /// <summary>Whether no more than one worker is left, and no further one may be started.</summary>
    private bool IsLast { get { lock (_counting) return _threads >= _limits.Most && _serving <= 1; } }

    private void Serve(LaneCall item, Turn turn, WorkerConnection connection)
    {
        using (_time.CreateTimer(_ => Hold(turn), null, LaneLimits.Slow, Timeout.InfiniteTimeSpan))
            item.Run(connection.Open);
        if (item.TryFinish())
            return;
        lock (_counting)
            _abandoned--;
    }

    /// <summary>Called when the call is slow, or will be: the lane no longer counts on its worker.</summary>
    private void Hold(Turn turn)
    {
        lock (_counting)
        {
            if (turn.IsOver || turn.IsHeld)
                return;
            turn.IsHeld = true;
            _serving--;
            if (_serving < _limits.Workers && _threads < _limits.Most)
                StartWorker();
        }
    }

    /// <summary>Called when a worker has finished a call. Returns whether the worker is still needed.</summary>
    private bool ComeBack(Turn turn)
    {
        bool wanted;
        lock (_counting)
        {
            turn.IsOver = true;
            if (!turn.IsHeld)
                return true;
            wanted = _serving < _limits.Workers;
            if (wanted)
                _serving++;
            else
                _threads--;
        }
        // A worker may take suspect calls again.
        _queue.Pulse();
        return wanted;
    }

    private void Abandon()
    {
        lock (_counting)
            _abandoned++;
    }

    // Runs under the lock.
    private void StartWorker()
    {
        _threads++;
        _serving++;
        new Thread(Work) { IsBackground = true, Name = $"libvirt {_name}" }.Start();
    }

    /// <summary>One call on a worker.</summary>
    private sealed class Turn
    {
        public bool IsHeld { get; set; }
        public bool IsOver { get; set; }
    }
}

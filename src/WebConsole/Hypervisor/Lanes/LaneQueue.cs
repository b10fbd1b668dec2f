namespace WebConsole.Hypervisor.Lanes;

/// <summary>The calls that wait in a lane, first come, first served, but for suspect ones where a worker may not take them.</summary>
internal sealed class LaneQueue
{
    public const int Capacity = 1024;

    /// <summary>How often a worker that may not take the suspect calls looks whether they still are.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly LinkedList<LaneCall> _calls = [];
    private bool _closed;

    /// <summary>False where too many wait already, or the lane is closed.</summary>
    public bool TryAdd(LaneCall call)
    {
        lock (_calls)
        {
            if (_closed || _calls.Count >= Capacity)
                return false;
            _calls.AddLast(call);
            Monitor.Pulse(_calls);
            return true;
        }
    }

    /// <summary>Waits for a call that a worker may take; <c>null</c> once the lane is closed.</summary>
    /// <param name="isLast">Whether the worker is the last that the lane can count on, which is not for suspect calls.</param>
    /// <param name="hold">Told before a suspect call is given away, and before another worker asks whether it is the last.</param>
    public LaneCall? Take(Func<bool> isLast, Action hold)
    {
        while (true)
        {
            LaneCall? unknown;
            lock (_calls)
            {
                if (TryTake(isLast, hold, out unknown) is { } call)
                    return call;
                if (unknown is null)
                {
                    if (_closed)
                        return null;
                    Monitor.Wait(_calls, _calls.First is null ? Timeout.InfiniteTimeSpan : LookAgain);
                }
            }
            // Under no lock: callers, and circuits with them, add calls under it.
            unknown?.AskWhetherSuspect();
        }
    }

    /// <summary>The first call that the worker may have, or one of which it has to be asked first whether it may.</summary>
    private LaneCall? TryTake(Func<bool> isLast, Action hold, out LaneCall? unknown)
    {
        unknown = null;
        for (var node = _calls.First; node is not null; node = node.Next)
        {
            if (node.Value.IsUnknown)
            {
                unknown = node.Value;
                return null;
            }
            if (node.Value.IsSuspect)
            {
                if (isLast())
                    continue;
                hold();
            }
            _calls.Remove(node);
            return node.Value;
        }
        return null;
    }

    /// <summary>Has waiting workers look again: what they may take has changed.</summary>
    public void Pulse()
    {
        lock (_calls)
            Monitor.PulseAll(_calls);
    }

    public void Close()
    {
        lock (_calls)
        {
            _closed = true;
            Monitor.PulseAll(_calls);
        }
    }
}

namespace WebConsole.Hypervisor.Lanes;

/// <summary>The waiting calls of a lane, first in, first out. A worker that may not take suspect calls skips them.</summary>
internal sealed class LaneQueue
{
    public const int Capacity = 1024;

    /// <summary>How often a worker that may not take suspect calls checks whether they still are suspect.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly LinkedList<LaneCall> _calls = [];
    private bool _closed;

    /// <summary>Adds a call; false if too many calls wait already, or the lane is closed.</summary>
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
    /// <param name="isLast">Whether the worker is the last one that the lane can count on; that worker must not take
    /// suspect calls.</param>
    /// <param name="hold">Called before a suspect call is handed out, and before another worker asks whether it is the
    /// last.</param>
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
            // Outside the lock, because callers (and their circuits) need the lock to add calls.
            unknown?.AskWhetherSuspect();
        }
    }

    /// <summary>The first call that the worker may take, or a call that must first be checked.</summary>
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

    /// <summary>Wakes waiting workers, because the set of calls that they may take has changed.</summary>
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

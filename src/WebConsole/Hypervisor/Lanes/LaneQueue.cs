namespace WebConsole.Hypervisor.Lanes;

/// <summary>
/// The waiting calls of a lane. People take turns: each round has one call of each person, so that nobody waits for all that
/// another has asked for. Calls for nobody take turns as one person's. Within a round it is first in, first out. A worker that may not take suspect calls skips them.
/// </summary>
internal sealed class LaneQueue
{
    public const int Capacity = 1024;

    /// <summary>How often a worker that may not take suspect calls checks whether they still are suspect.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    /// <summary>By their rounds.</summary>
    private readonly LinkedList<LaneCall> _calls = [];

    /// <summary>Those who have had their turn in the round.</summary>
    private readonly HashSet<string> _served = [];

    private long _round;
    private bool _closed;

    /// <summary>Adds a call; false if too many calls wait already, or the lane is closed.</summary>
    public bool TryAdd(LaneCall call)
    {
        lock (_calls)
        {
            if (_closed || _calls.Count >= Capacity)
                return false;
            Insert(call);
            Monitor.Pulse(_calls);
            return true;
        }
    }

    private void Insert(LaneCall call)
    {
        call.Round = _calls.LastOrDefault(other => other.Person == call.Person) is { } last ? last.Round + 1
            : _served.Contains(call.Person) ? _round + 1 : _round;
        var before = _calls.Last;
        while (before is not null && before.Value.Round > call.Round)
            before = before.Previous;
        if (before is null)
            _calls.AddFirst(call);
        else
            _calls.AddAfter(before, call);
    }

    private void Serve(LaneCall call)
    {
        if (call.Round > _round)
        {
            _round = call.Round;
            _served.Clear();
        }
        if (call.Round == _round)
            _served.Add(call.Person);
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
            if (node.Value.LeavesLast && isLast())
                continue;
            if (node.Value.IsSuspect)
                hold();
            _calls.Remove(node);
            Serve(node.Value);
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

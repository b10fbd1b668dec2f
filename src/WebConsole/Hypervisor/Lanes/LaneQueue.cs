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
            Monitor.PulseAll(_calls);
            return true;
        }
    }

    /// <summary>Waits for a call that a worker may take; <c>null</c> once the lane is closed.</summary>
    /// <param name="isLast">Whether the worker is the last that the lane can count on, which is not for suspect calls.</param>
    /// <param name="hold">Told before a suspect call is given away, and before another worker asks whether it is the last.</param>
    public LaneCall? Take(Func<bool> isLast, Action hold)
    {
        lock (_calls)
        {
            while (true)
            {
                for (var node = _calls.First; node is not null; node = node.Next)
                {
                    if (node.Value.IsSuspect)
                    {
                        if (isLast())
                            continue;
                        hold();
                    }
                    _calls.Remove(node);
                    return node.Value;
                }
                if (_closed)
                    return null;
                if (_calls.First is null)
                    Monitor.Wait(_calls);
                else
                    Monitor.Wait(_calls, LookAgain);
            }
        }
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

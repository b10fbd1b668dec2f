using System.Collections.Concurrent;

namespace WebConsole.Tests.Support;

/// <summary>The system's time, of which a test can skip a part: then what waits for long goes on.</summary>
internal sealed class SkippedTime : TimeProvider
{
    // What is shorter keeps the application alive, and goes by itself.
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private readonly ConcurrentBag<(TimerCallback Call, object? State, TimeSpan Due)> _long = [];
    private TimeSpan _skipped;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _skipped;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime >= Long)
            _long.Add((callback, state, dueTime));
        return base.CreateTimer(callback, state, dueTime, period);
    }

    public void Skip(TimeSpan time)
    {
        _skipped += time;
        foreach (var (call, state, due) in _long)
        {
            if (due <= time)
                call(state);
        }
    }
}

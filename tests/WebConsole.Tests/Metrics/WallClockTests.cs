using WebConsole.Hypervisor.Metrics;
using Xunit;

namespace WebConsole.Tests.Metrics;

public sealed class WallClockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly SettableClock _clock = new(Noon);
    private readonly WallClock _wallClock;

    public WallClockTests() => _wallClock = new WallClock(_clock);

    [Fact]
    public void Timestamp_has_the_time_of_day()
    {
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(Noon.AddMinutes(1).ToUnixTimeMilliseconds(), _wallClock.ToUnixMilliseconds(_clock.GetTimestamp()));
    }

    [Fact]
    public void Clock_that_was_set_back_moves_what_was_before_along()
    {
        var before = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromSeconds(1));
        _clock.Step += TimeSpan.FromHours(-1);
        _wallClock.Follow();

        Assert.Equal(Noon.AddHours(-1).ToUnixTimeMilliseconds(), _wallClock.ToUnixMilliseconds(before));
        Assert.Equal(Noon.AddHours(-1).AddSeconds(1).ToUnixTimeMilliseconds(), _wallClock.ToUnixMilliseconds(_clock.GetTimestamp()));
    }

    [Fact]
    public void Jitter_moves_nothing_so_that_a_tick_always_has_the_same_time()
    {
        var timestamp = _clock.GetTimestamp();
        var first = _wallClock.ToUnixMilliseconds(timestamp);
        _clock.Step += TimeSpan.FromMilliseconds(20);
        _wallClock.Follow();

        Assert.Equal(first, _wallClock.ToUnixMilliseconds(timestamp));
    }

    [Fact]
    public void History_reaches_back_as_asked_but_not_beyond_the_bound()
    {
        var start = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromMinutes(30));
        var now = _clock.GetUtcNow().ToUnixTimeMilliseconds();

        Assert.Equal(60, SecondsAgo(now - 60_000));
        Assert.Equal(60, SecondsAgo(-60_000));
        Assert.Equal(600, SecondsAgo(0));
        Assert.Equal(600, SecondsAgo(long.MinValue));
        Assert.Equal(0, SecondsAgo(long.MaxValue));

        double SecondsAgo(long since) =>
            30 * 60 - _clock.GetElapsedTime(start, _wallClock.ToTimestamp(since, TimeSpan.FromMinutes(10))).TotalSeconds;
    }

    /// <summary>A monotonic clock and a time of day that can be set.</summary>
    private sealed class SettableClock(DateTimeOffset start) : TimeProvider
    {
        private TimeSpan _passed = TimeSpan.FromDays(100);

        public TimeSpan Step { get; set; } = -TimeSpan.FromDays(100);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan time) => _passed += time;

        public override long GetTimestamp() => _passed.Ticks;

        public override DateTimeOffset GetUtcNow() => start + _passed + Step;
    }
}

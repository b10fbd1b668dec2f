using Microsoft.Extensions.Time.Testing;
using WebConsole.Hypervisor.Metrics;
using Xunit;

namespace WebConsole.Tests.Metrics;

public sealed class RateMeterTests
{
    private readonly FakeTimeProvider _clock = new();
    private RateMeter _meter;

    [Fact]
    public void First_reading_is_unknown() => Assert.Equal(double.NaN, Next(100, TimeSpan.Zero));

    [Fact]
    public void Growth_is_told_per_second_of_the_monotonic_clock()
    {
        Next(100, TimeSpan.Zero);

        Assert.Equal(25, Next(150, TimeSpan.FromSeconds(2)));
        Assert.Equal(100, Next(200, TimeSpan.FromSeconds(0.5)));
    }

    [Fact]
    public void Counter_that_went_back_is_unknown_once()
    {
        Next(1000, TimeSpan.Zero);

        Assert.Equal(double.NaN, Next(10, TimeSpan.FromSeconds(1)));
        Assert.Equal(5, Next(15, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Counter_that_wrapped_is_unknown_not_huge()
    {
        Next(ulong.MaxValue - 1, TimeSpan.Zero);

        Assert.Equal(double.NaN, Next(1, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Missing_counter_is_unknown_and_so_is_what_follows_it()
    {
        Next(100, TimeSpan.Zero);

        Assert.Equal(double.NaN, Next(null, TimeSpan.FromSeconds(1)));
        Assert.Equal(double.NaN, Next(200, TimeSpan.FromSeconds(1)));
        Assert.Equal(1, Next(201, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void No_time_between_two_readings_is_unknown_not_infinite()
    {
        Next(100, TimeSpan.Zero);

        Assert.Equal(double.NaN, Next(200, TimeSpan.Zero));
    }

    [Fact]
    public void Long_silence_is_unknown_since_its_mean_says_nothing_of_now()
    {
        Next(100, TimeSpan.Zero);

        Assert.Equal(double.NaN, Next(200, TimeSpan.FromMinutes(1)));
    }

    private double Next(ulong? counter, TimeSpan later)
    {
        _clock.Advance(later);
        return _meter.Next(counter, _clock.GetTimestamp(), _clock);
    }
}

using Microsoft.Extensions.Time.Testing;
using WebConsole.Components.Shared;
using Xunit;

namespace WebConsole.ComponentTests.Shared;

public sealed class ThrottleTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Throttle _throttle;
    private int _calls;

    public ThrottleTests() => _throttle = new Throttle(_clock, TimeSpan.FromMilliseconds(100), () =>
    {
        _calls++;
        _throttle!.Begin();
    });

    public void Dispose() => _throttle.Dispose();

    [Fact]
    public void FirstSignal_PassesAtOnce()
    {
        _throttle.Signal();
        _clock.Advance(TimeSpan.Zero);

        Assert.Equal(1, _calls);
    }

    [Fact]
    public void Storm_IsOneCallAnInterval()
    {
        for (var millisecond = 0; millisecond < 1_000; millisecond++)
        {
            _throttle.Signal();
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.InRange(_calls, 9, 11);
    }

    [Fact]
    public void LastSignal_IsNeverLost()
    {
        _throttle.Signal();
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        _throttle.Signal();
        Assert.Equal(1, _calls);

        _clock.Advance(TimeSpan.FromMilliseconds(100));

        Assert.Equal(2, _calls);
    }

    [Fact]
    public void AfterItsEnd_NothingIsCalled()
    {
        _throttle.Signal();
        _throttle.Signal();
        _throttle.Dispose();
        _throttle.Signal();
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1, _calls);
    }
}

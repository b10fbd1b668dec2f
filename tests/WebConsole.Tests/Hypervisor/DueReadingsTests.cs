using Microsoft.Extensions.Time.Testing;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Connections;
using Xunit;

namespace WebConsole.Tests.Hypervisor;

[Trait("Attack", "D6")]
public sealed class DueReadingsTests : IAsyncDisposable
{
    private static readonly ObjectId Pool = ObjectId.Pool("local", Guid.NewGuid());

    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly SemaphoreSlim _answers = new(0);
    private readonly DueReadings _due;
    private readonly Task _run;
    private bool _answered = true;
    private int _readings;

    public DueReadingsTests()
    {
        _due = new DueReadings(async (_, ended) =>
        {
            Interlocked.Increment(ref _readings);
            await _answers.WaitAsync(ended);
            return _answered;
        }, _time);
        _run = _due.RunAsync(_ended.Token);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.Dispose();
        _answers.Dispose();
    }

    [Fact]
    public async Task WhatIsAskedForWhileItIsRead_IsReadOnceMore()
    {
        var first = _due.Ask(Pool);
        await Eventually.TrueAsync(() => _readings == 1, Cancel);
        for (var more = 0; more < 1000; more++)
            _ = _due.Ask(Pool);

        _answers.Release(10);

        await first.WaitAsync(Cancel);
        await Eventually.TrueAsync(() => _readings == 2, Cancel);
        await Task.Delay(100, Cancel);
        Assert.Equal(2, _readings);
    }

    /// <summary>The reading under way may have seen what was before.</summary>
    [Fact]
    public async Task WhoAsksWhileItIsRead_WaitsForTheNextReading()
    {
        _ = _due.Ask(Pool);
        await Eventually.TrueAsync(() => _readings == 1, Cancel);
        var second = _due.Ask(Pool);

        _answers.Release();
        await Eventually.TrueAsync(() => _readings == 2, Cancel);
        Assert.False(second.IsCompleted);

        _answers.Release();
        await second.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
    }

    [Fact]
    public async Task WhatIsSettled_IsWaitedForByNobody()
    {
        var first = _due.Ask(Pool);
        await Eventually.TrueAsync(() => _readings == 1, Cancel);
        var second = _due.Ask(Pool);
        _due.Settle(Pool);

        await Task.WhenAll(first, second, _due.Ask(Pool)).WaitAsync(TimeSpan.FromSeconds(20), Cancel);
    }

    [Fact]
    public async Task ReadingWithoutAnAnswer_IsTriedAfterPausesThatGrow()
    {
        _answered = false;
        _answers.Release(1000);
        _ = _due.Ask(Pool);
        await Eventually.TrueAsync(() => _readings == 1, Cancel);

        // 1, 2, 4, 8, 16, 32 seconds, then a minute each: six in the first minute, and not sixty.
        for (var second = 0; second < 63; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, Cancel);
        }
        Assert.InRange(_readings, 5, 7);
    }
}

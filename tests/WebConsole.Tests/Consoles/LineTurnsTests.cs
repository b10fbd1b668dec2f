using WebConsole.Features.Consoles;
using WebConsole.Hypervisor;
using Xunit;

namespace WebConsole.Tests.Consoles;

public sealed class LineTurnsTests
{
    private static readonly MachineId Machine = new("local", Guid.NewGuid());

    private readonly LineTurns _turns = new(TimeProvider.System);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CallerThatGoesInItsTurn_KeepsTheTurnUntilTheOpeningIsThroughAndDiscarded()
    {
        using var leaving = new CancellationTokenSource();
        var (begun, opened, discarding, discarded) = (new TaskCompletionSource(), new TaskCompletionSource<int>(), new TaskCompletionSource<int>(), new TaskCompletionSource());
        var opening = _turns.RunAsync(Machine, () => { begun.SetResult(); return opened.Task; }, leaving.Token, late => { discarding.SetResult(late); return discarded.Task; });
        await begun.Task.WaitAsync(Cancel);
        var next = _turns.RunAsync(Machine, () => Task.FromResult(2), Cancel);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening.WaitAsync(Cancel));
        Assert.False(next.IsCompleted);
        opened.SetResult(1);
        Assert.Equal(1, await discarding.Task.WaitAsync(Cancel));
        Assert.False(next.IsCompleted);
        discarded.SetResult();
        Assert.Equal(2, await next.WaitAsync(Cancel));
        await Eventually.TrueAsync(() => _turns.Count == 0, Cancel);
    }

    [Fact]
    public async Task CallerThatGoesBeforeItsTurn_NeverHasIt()
    {
        using var leaving = new CancellationTokenSource();
        var (first, opened) = (new TaskCompletionSource<int>(), false);
        var running = _turns.RunAsync(Machine, () => first.Task, Cancel);
        var waiting = _turns.RunAsync(Machine, () => { opened = true; return Task.FromResult(2); }, leaving.Token);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Cancel));
        first.SetResult(1);
        Assert.Equal(1, await running);
        Assert.Equal(3, await _turns.RunAsync(Machine, () => Task.FromResult(3), Cancel));
        Assert.False(opened);
    }

    [Fact]
    public async Task FailureInATurn_IsTheCallersAndFreesIt()
    {
        await Assert.ThrowsAsync<HypervisorException>(() => _turns.RunAsync<int>(Machine, () => throw new HypervisorException("no"), Cancel));
        Assert.Equal(1, await _turns.RunAsync(Machine, () => Task.FromResult(1), Cancel));
        await Eventually.TrueAsync(() => _turns.Count == 0, Cancel);
    }
}

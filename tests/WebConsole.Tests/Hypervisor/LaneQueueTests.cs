using WebConsole.Hypervisor.Lanes;
using Xunit;

namespace WebConsole.Tests.Hypervisor;

public sealed class LaneQueueTests
{
    private readonly LaneQueue _queue = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The callers are circuits, and the check reads kernel files, which may be slow.</summary>
    [Fact]
    public async Task WhetherACallIsSuspect_IsAskedUnderNoLock()
    {
        var asking = new TaskCompletionSource();
        using var answer = new ManualResetEventSlim();
        var first = Call(() => { asking.TrySetResult(); answer.Wait(Cancel); return false; });
        Assert.True(_queue.TryAdd(first));
        var taking = Task.Run(() => _queue.Take(() => false, () => { }), Cancel);
        await asking.Task.WaitAsync(Cancel);

        Assert.True(await Task.Run(() => _queue.TryAdd(Call(() => false)), Cancel).WaitAsync(TimeSpan.FromSeconds(20), Cancel));

        answer.Set();
        Assert.Same(first, await taking);
    }

    [Fact]
    public async Task WhetherACallIsSuspect_IsNotAskedForEachCallThatComes()
    {
        var asked = 0;
        Assert.True(_queue.TryAdd(Call(() => { Interlocked.Increment(ref asked); return true; })));
        var began = TimeProvider.System.GetTimestamp();
        var count = 0;
        for (; count < 1_000; count++)
        {
            var call = Call(null);
            Assert.True(_queue.TryAdd(call));
            Assert.Same(call, await Task.Run(() => _queue.Take(() => true, () => { }), Cancel));
        }
        var most = 1 + (int)(TimeProvider.System.GetElapsedTime(began) / LaneCall.AnswerHolds);
        Assert.InRange(asked, 1, most);
    }

    [Fact]
    public async Task SuspectCall_IsTakenOnceItIsNoLongerSuspect()
    {
        var suspect = true;
        var call = Call(() => Volatile.Read(ref suspect));
        Assert.True(_queue.TryAdd(call));
        var taking = Task.Run(() => _queue.Take(() => true, () => { }), Cancel);
        Volatile.Write(ref suspect, false);
        Assert.Same(call, await taking.WaitAsync(TimeSpan.FromSeconds(20), Cancel));
    }

    [Fact]
    public void CallThatLeavesTheLastWorker_WaitsForAnother_AndHoldsNone()
    {
        var (background, click) = (new LaneCall<int>(_ => 0, new LaneOrder { LeavesLast = true }), Call(null));
        Assert.True(_queue.TryAdd(background));
        Assert.True(_queue.TryAdd(click));

        Assert.Same(click, _queue.Take(() => true, () => Assert.Fail("It will return.")));
        Assert.Same(background, _queue.Take(() => false, () => Assert.Fail("It will return.")));
    }

    [Fact]
    public void People_TakeTurns()
    {
        var many = Enumerable.Range(0, 400).Select(_ => Of("john")).ToArray();
        Assert.All(many, call => Assert.True(_queue.TryAdd(call)));
        Assert.Same(many[0], Take());
        var (click, own) = (Of("jane"), Of(null));
        Assert.True(_queue.TryAdd(click));
        Assert.True(_queue.TryAdd(own));

        Assert.Equal([click, own, many[1]], [Take(), Take(), Take()]);

        // Who comes back at once does not keep others from their turn.
        var (second, third) = (Of("jane"), Of("jane"));
        Assert.True(_queue.TryAdd(second));
        Assert.Same(second, Take());
        Assert.True(_queue.TryAdd(third));
        Assert.Equal([many[2], third, many[3]], [Take(), Take(), Take()]);

        LaneCall? Take() => _queue.Take(() => false, () => { });
    }

    /// <summary>A page that is read again and again must not keep people's commands from their turn.</summary>
    [Fact]
    [Trait("Attack", "D6")]
    public void CallsForNobody_TakeTurnsAsOnePerson()
    {
        Assert.True(_queue.TryAdd(Of("john")));
        Assert.Equal("john", Take()?.Person);
        var (again, reads) = (Of("john"), Enumerable.Range(0, 3).Select(_ => Of(null)).ToArray());
        Assert.True(_queue.TryAdd(again));
        Assert.All(reads, read => Assert.True(_queue.TryAdd(read)));

        Assert.Equal([reads[0], again, reads[1], reads[2]], [Take(), Take(), Take(), Take()]);

        LaneCall? Take() => _queue.Take(() => false, () => { });
    }

    private static LaneCall<int> Of(string? person) => new(_ => 0, new LaneOrder { Person = person });

    private static LaneCall<int> Call(Func<bool>? isSuspect) => new(_ => 0, new LaneOrder { IsSuspect = isSuspect });
}

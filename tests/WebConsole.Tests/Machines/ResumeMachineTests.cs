using Libvirt;
using Microsoft.Extensions.Time.Testing;
using WebConsole.Features.Machines.Commands;
using WebConsole.Hypervisor;
using Xunit;

namespace WebConsole.Tests.Machines;

/// <summary>
/// The check whether a machine that a disk error had stopped stops again; <see cref="RealStatesTests"/> does it with a
/// real disk.
/// </summary>
public sealed class ResumeMachineTests
{
    private readonly FakeTimeProvider _time = new();
    private int _looks;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task MachineThatStopsAgain_IsSeen() => Assert.True(await WatchAsync(() => _looks == 3));

    [Fact]
    public async Task MachineThatRuns_IsWatchedForTheTimeAndNoLonger()
    {
        Assert.False(await WatchAsync(() => false));
        // The clock may have advanced between two polls.
        Assert.InRange(_looks, 19, 20);
    }

    [Fact]
    public async Task LooksThatTakeTheirTime_MakeItNoLonger()
    {
        var began = _time.GetTimestamp();
        Assert.False(await WatchAsync(() => { _time.Advance(ResumeMachine.Watched); return false; }));
        Assert.Equal(1, _looks);
        Assert.InRange(_time.GetElapsedTime(began), ResumeMachine.Watched, 2 * ResumeMachine.Watched);
    }

    /// <summary>A transient machine that was forced off meanwhile has vanished; a busy machine is polled again.</summary>
    [Fact]
    public async Task LookThatFails_MakesNoFailureOfTheResume()
    {
        Assert.False(await WatchAsync(() => throw new LibvirtException(LibvirtErrorCode.NoDomain, LibvirtErrorDomain.Qemu, "no domain")));
        Assert.False(await WatchAsync(() => throw new HypervisorTimeoutException("slow")));
        Assert.True(await WatchAsync(() => _looks % 2 == 0 ? true : throw new HypervisorBusyException("busy")));
    }

    private async Task<bool> WatchAsync(Func<bool> look)
    {
        var watching = ResumeMachine.StopsAgainAsync(() => { _looks++; return Task.FromResult(look()); }, _time, Cancel);
        while (!watching.IsCompleted)
        {
            var seen = _looks;
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Eventually.TrueAsync(() => _looks > seen || watching.IsCompleted, Cancel);
        }
        return await watching;
    }
}

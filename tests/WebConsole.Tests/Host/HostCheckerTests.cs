using System.Runtime.Versioning;
using Microsoft.Extensions.Time.Testing;
using WebConsole.Hypervisor.HostCheck;
using Xunit;

namespace WebConsole.Tests.Host;

[SupportedOSPlatform("linux")]
public sealed class HostCheckerTests : IDisposable
{
    private readonly FakeHost _host = new();
    private readonly FakeTimeProvider _time = new();
    private readonly HostChecker _checker;

    public HostCheckerTests() => _checker = new HostChecker(_host.Files, _time);

    [Fact]
    public async Task WhoAsksWithinSeconds_GetsWhatWasFound()
    {
        await RunAsync();
        _host.Remove("dev/kvm");
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(HostCheckStatus.Ok, await RunAsync());

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotEqual(HostCheckStatus.Ok, await RunAsync());
    }

    [Fact]
    public async Task WhoAsksAnew_GetsWhatIs()
    {
        await RunAsync();
        _host.Remove("dev/kvm");

        Assert.NotEqual(HostCheckStatus.Ok, await RunAsync(anew: true));
        Assert.NotEqual(HostCheckStatus.Ok, await RunAsync());
    }

    [Fact]
    public async Task OtherFactsOrAnotherHost_AreCheckedByThemselves()
    {
        await RunAsync();

        var items = await _checker.RunAsync("local", _host.Facts with { Driver = "LXC" });
        Assert.DoesNotContain(items, item => item.Id == HostCheckIds.KvmDevice);
        Assert.NotSame(_checker.RunAsync("local", _host.Facts), _checker.RunAsync("other", _host.Facts));
    }

    public void Dispose() => _host.Dispose();

    private async Task<HostCheckStatus> RunAsync(bool anew = false) =>
        (await _checker.RunAsync("local", _host.Facts, anew)).Single(item => item.Id == HostCheckIds.KvmDevice).Status;
}

using System.Runtime.Versioning;
using Microsoft.Extensions.Time.Testing;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.HostInterfaces;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Host;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Networks.Interfaces;

/// <summary>Interfaces are read while somebody looks, once however many look.</summary>
[SupportedOSPlatform("linux")]
public sealed class HostInterfaceStoreTests : IDisposable
{
    private readonly FakeHost _host = new();
    private readonly FakeTimeProvider _time = new();
    private readonly InventoryStore _inventory = new();
    private readonly HypervisorGateway _gateway;
    private readonly Counted _addresses = new();
    private readonly HostInterfaceStore _store;

    public HostInterfaceStoreTests()
    {
        _gateway = new HypervisorGateway([], _time);
        _store = new HostInterfaceStore(_inventory, new InterfaceFiles(_host.Files, _addresses), _gateway, _time);
        _host.Interface("eth0", 2, ("statistics/rx_bytes", "1000"));
        _inventory.Update(inventory => inventory with { Hosts = [TestMachines.Host("local") with { Facts = _host.Facts }, TestMachines.Host("away")] });
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _gateway.Dispose();
        _host.Dispose();
    }

    [Fact]
    public async Task SeveralWhoLook_ShareTheReadings_AndTheLastOneEndsThem()
    {
        var (first, second) = (_store.Watch("local"), _store.Watch("local"));
        await Eventually.TrueAsync(() => _store.Latest("local") is not null, Cancel);
        Assert.Equal(1, _addresses.Times);

        _host.Interface("eth0", 2, ("statistics/rx_bytes", "4000"));
        first.Dispose();
        first.Dispose();
        _time.Advance(TimeSpan.FromSeconds(3));
        await Eventually.TrueAsync(() => _store.Latest("local")!.Find("eth0")!.ReceivedRate is 1000, Cancel);
        Assert.Equal(2, _addresses.Times);

        second.Dispose();
        _time.Advance(TimeSpan.FromSeconds(30));
        await _store.LookAsync("local");
        Assert.Equal(3, _addresses.Times);
    }

    [Fact]
    public async Task Programs_GetAReadingOfThatAge()
    {
        await _store.ReadAsync("local", Cancel);
        await _store.ReadAsync("local", Cancel);
        Assert.Equal(1, _addresses.Times);

        _time.Advance(TimeSpan.FromSeconds(3));
        await _store.ReadAsync("local", Cancel);
        Assert.Equal(2, _addresses.Times);
    }

    [Fact]
    public async Task HostThatIsAway_SaysSo() => Assert.Equal(("The host is not connected.", 0), ((await _store.ReadAsync("away", Cancel)).Problem, _addresses.Times));

    private sealed class Counted : InterfaceAddresses
    {
        private int _times;

        public int Times => Volatile.Read(ref _times);

        public override ILookup<string, string> Read()
        {
            Interlocked.Increment(ref _times);
            return Array.Empty<string>().ToLookup(each => each);
        }
    }
}

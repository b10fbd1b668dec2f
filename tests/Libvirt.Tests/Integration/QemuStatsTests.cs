using System.Threading.Channels;
using Xunit;

namespace Libvirt.Tests.Integration;

[Trait("Category", "Integration")]
public sealed class QemuStatsTests(LeakCheck leaks) : IClassFixture<LeakCheck>, IDisposable
{
    private const DomainStatsGroups Usual = DomainStatsGroups.State | DomainStatsGroups.CpuTotal | DomainStatsGroups.Balloon
        | DomainStatsGroups.Vcpu | DomainStatsGroups.Interface | DomainStatsGroups.Block;

    private readonly LibvirtConnection _connection = LibvirtConnection.Open(QemuMachine.Uri);

    public LeakCheck Leaks { get; } = leaks;

    [Fact]
    public void RunningMachine_HasFiguresOfEachGroup()
    {
        using var machine = QemuMachine.Started(_connection);

        var all = _connection.GetAllDomainStats(Usual, GetAllDomainStatsFlags.Running | GetAllDomainStatsFlags.NoWait);
        var stats = all.Single(each => each.Uuid == machine.Domain.Uuid).Parameters;

        Assert.Equal((long)DomainState.Running, stats.GetInt64("state.state"));
        Assert.True(stats.GetInt64("cpu.time") > 0);
        Assert.Equal(65536, stats.GetInt64("balloon.maximum"));
        Assert.Equal(1, stats.GetInt64("vcpu.current"));
        Assert.Equal(1, stats.GetInt64("net.count"));
        Assert.StartsWith("vnet", stats.GetString("net.0.name"), StringComparison.Ordinal);
        Assert.Equal(0, stats.GetInt64("block.count"));
    }

    [Fact]
    public void BalloonPeriod_IsSwitchedOnLive()
    {
        using var machine = QemuMachine.Started(_connection);

        machine.Domain.SetMemoryStatsPeriod(2, DomainModificationImpact.Live);

        Assert.Contains("<stats period='2'/>", machine.Domain.GetXml(), StringComparison.Ordinal);
        Assert.DoesNotContain("<stats period", machine.Domain.GetXml(DomainXmlFlags.Inactive), StringComparison.Ordinal);
        machine.Domain.SetMemoryStatsPeriod(0, DomainModificationImpact.Live);
        Assert.DoesNotContain("<stats period", machine.Domain.GetXml(), StringComparison.Ordinal);
    }

    [Fact]
    public void MemoryStats_KnowTheProcess()
    {
        using var machine = QemuMachine.Started(_connection);

        var stats = machine.Domain.GetMemoryStats();

        Assert.Equal(65536, stats[DomainMemoryStat.ActualBalloon]);
        Assert.True(stats[DomainMemoryStat.Resident] > 1000);
        Assert.False(stats.ContainsKey(DomainMemoryStat.Usable), "nobody in this guest could tell");
    }

    [Fact]
    public async Task Firmware_GetsALeaseFromTheNetwork()
    {
        using var machine = QemuMachine.Started(_connection);
        using var network = _connection.ListNetworks().Single();

        await Eventually.True(
            () => machine.Domain.GetInterfaceAddresses(DomainInterfaceAddressesSource.Lease).Count > 0, "the firmware got no address");

        var found = machine.Domain.GetInterfaceAddresses(DomainInterfaceAddressesSource.Lease).Single();
        var lease = network.GetDhcpLeases().Single(each => each.HardwareAddress == found.HardwareAddress);
        Assert.Equal(Assert.Single(found.Addresses), new DomainIPAddress(lease.Type, lease.Address, lease.Prefix));
        Assert.Contains(found.HardwareAddress!, machine.Domain.GetXml(), StringComparison.Ordinal);
        Assert.StartsWith("192.168.122.", lease.Address, StringComparison.Ordinal);
        Assert.True(lease.ExpiresAt > TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public void Host_TellsItself()
    {
        var memory = _connection.GetNodeMemoryStats();
        var before = _connection.GetNodeCpuStats();

        Assert.Equal("QEMU", _connection.Driver);
        Assert.True(memory.Total > memory.Free);
        Assert.InRange(memory.Free!.Value, 1, long.MaxValue);
        Assert.True(before.User > 0 && before.Idle > 0);
        Assert.True(_connection.GetNodeInfo().Cpus > 0);
        Assert.True(_connection.HypervisorVersion > new Version(6, 0));
        Assert.NotNull(_connection.GetSecurityModel());
        Assert.True(_connection.IsSecure);
        Assert.True(_connection.SetKeepAlive(5, 3));
    }

    [Fact]
    public async Task Network_TellsItsLifeAndBridge()
    {
        var channel = Channel.CreateUnbounded<LibvirtEvent>();
        using var subscription = _connection.SubscribeEvents(channel.Writer, EventTopics.NetworkLifecycle);
        using var network = _connection.ListNetworks().Single();

        Assert.Equal(("default", "virbr0", true), (network.Name, network.BridgeName, network.Autostart));
        network.Stop();
        network.Start();

        Assert.Equal(new NetworkEvent(network.Uuid, "default", NetworkEventKind.Stopped), await Next());
        Assert.Equal(new NetworkEvent(network.Uuid, "default", NetworkEventKind.Started), await Next());

        Task<LibvirtEvent> Next() => Eventually.Done(channel.Reader.ReadAsync(TestContext.Current.CancellationToken));
    }

    public void Dispose() => _connection.Dispose();
}

using Xunit;

namespace Libvirt.Tests;

public sealed class ResourceTests(LeakCheck leaks) : IClassFixture<LeakCheck>, IDisposable
{
    private readonly LibvirtConnection _connection = LibvirtConnection.Open("test:///default");

    public LeakCheck Leaks { get; } = leaks;

    [Fact]
    public void Network_TellsItself()
    {
        using var listed = Assert.Single(_connection.ListNetworks());
        using var network = _connection.LookupNetwork(listed.Uuid);

        Assert.Equal(("default", "virbr0"), (network.Name, network.BridgeName));
        Assert.Equal((true, true, false), (network.IsActive, network.IsPersistent, network.Autostart));
        Assert.Contains($"<uuid>{network.Uuid}</uuid>", network.GetXml(), StringComparison.Ordinal);
        Assert.Equal(LibvirtErrorCode.NoSupport, Assert.Throws<LibvirtException>(network.GetDhcpLeases).Code);
    }

    [Fact]
    public void UnknownNetwork_IsNoNetwork() =>
        Assert.Equal(LibvirtErrorCode.NoNetwork, Assert.Throws<LibvirtException>(() => _connection.LookupNetwork(Guid.NewGuid())).Code);

    [Fact]
    public void Network_StopsAndStarts()
    {
        using var network = Assert.Single(_connection.ListNetworks());

        network.Stop();
        Assert.False(network.IsActive);
        network.Start();
        Assert.True(network.IsActive);
    }

    [Fact]
    public void StoragePool_TellsItself()
    {
        using var listed = Assert.Single(_connection.ListStoragePools());
        using var pool = _connection.LookupStoragePool(listed.Uuid);

        Assert.Equal("default-pool", pool.Name);
        Assert.Equal((true, true, false), (pool.IsActive, pool.IsPersistent, pool.Autostart));
        Assert.Contains($"<uuid>{pool.Uuid}</uuid>", pool.GetXml(), StringComparison.Ordinal);
        var info = pool.GetInfo();
        Assert.Equal((StoragePoolState.Running, info.Capacity - info.Allocation), (info.State, info.Available));
        Assert.Empty(pool.ListVolumes());
    }

    [Fact]
    public void UnknownStoragePool_IsNoStoragePool() =>
        Assert.Equal(LibvirtErrorCode.NoStoragePool, Assert.Throws<LibvirtException>(() => _connection.LookupStoragePool(Guid.NewGuid())).Code);

    [Fact]
    public void StoragePool_StopsStartsAndRefreshes()
    {
        using var pool = Assert.Single(_connection.ListStoragePools());

        pool.Stop();
        Assert.False(pool.IsActive);
        pool.Start();
        pool.Refresh();
        Assert.True(pool.IsActive);
    }

    [Fact]
    public void DriverWithoutPacketFilters_SaysSo() =>
        Assert.Equal(LibvirtErrorCode.NoSupport, Assert.Throws<LibvirtException>(_connection.ListNetworkFilters).Code);

    [Fact]
    public void NodeDevices_HaveNamesParentsAndXml()
    {
        var devices = _connection.ListNodeDevices();
        try
        {
            Assert.Null(devices.Single(device => device.Name == "computer").Parent);
            var child = devices.First(device => device.Parent == "computer");
            using var found = _connection.LookupNodeDevice(child.Name);
            Assert.Contains($"<name>{child.Name}</name>", found.GetXml(), StringComparison.Ordinal);
            Assert.Equal(LibvirtErrorCode.NoNodeDevice, Assert.Throws<LibvirtException>(() => _connection.LookupNodeDevice("none")).Code);
        }
        finally
        {
            foreach (var device in devices)
                device.Dispose();
        }
    }

    [Fact]
    public void NodeDevice_IsMadeAndTakenAway()
    {
        using var made = _connection.CreateNodeDevice("""
            <device>
              <parent>scsi_host1</parent>
              <capability type='scsi_host'><capability type='fc_host'><wwnn>2000000012341234</wwnn><wwpn>1000000012341234</wwpn></capability></capability>
            </device>
            """);
        Assert.Equal("scsi_host1", made.Parent);
        Assert.Contains(Names(), name => name == made.Name);

        made.Destroy();

        Assert.DoesNotContain(Names(), name => name == made.Name);

        string[] Names()
        {
            var devices = _connection.ListNodeDevices();
            foreach (var device in devices)
                device.Dispose();
            return [.. devices.Select(device => device.Name)];
        }
    }

    /// <summary>What only hosts can, the test driver refuses by name.</summary>
    [Fact]
    public void NodeDeviceOfTheTestDriver_CanDoNothingElse()
    {
        using var computer = _connection.LookupNodeDevice("computer");

        foreach (var call in (Action<NodeDevice>[])[device => device.Detach(), device => device.Reattach(), device => device.Reset(), device => device.Undefine(), device => device.Start(), device => device.SetAutostart(true), device => _ = device.Autostart,
            device => _ = device.IsActive, device => _ = device.IsPersistent, _ => _connection.DefineNodeDevice("<device/>")])
            Assert.Equal(LibvirtErrorCode.NoSupport, Assert.Throws<LibvirtException>(() => call(computer)).Code);
    }

    public void Dispose() => _connection.Dispose();
}

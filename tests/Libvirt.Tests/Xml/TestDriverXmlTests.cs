using Libvirt.Xml;
using Xunit;

namespace Libvirt.Tests.Xml;

/// <summary>The views on what a real libvirt writes.</summary>
public sealed class TestDriverXmlTests
{
    [Fact]
    public void Domain_SaysWhatLibvirtKnowsOfIt()
    {
        using var connection = LibvirtConnection.Open("test:///default");
        using var domain = connection.LookupDomain("test");
        var info = domain.GetInfo();

        var view = DomainXml.Parse(domain.GetXml());

        Assert.Equal((domain.Name, domain.Uuid, "test"), (view.Name, view.Uuid, view.DomainType));
        Assert.Equal((long)info.MaxMemoryKiB * 1024, view.MemoryBytes);
        Assert.Equal((int)info.VirtualCpus, view.VirtualCpus);
    }

    [Fact]
    public void NetworkPoolAndHost_SayWhatLibvirtKnowsOfThem()
    {
        using var connection = LibvirtConnection.Open("test:///default");
        using var network = connection.ListNetworks().Single();
        using var pool = connection.ListStoragePools().Single();

        var networkView = NetworkXml.Parse(network.GetXml());
        var poolView = StoragePoolXml.Parse(pool.GetXml());

        Assert.Equal((network.Name, network.Uuid, network.BridgeName), (networkView.Name, networkView.Uuid, networkView.Bridge));
        Assert.Equal((pool.Name, pool.Uuid, (long?)pool.GetInfo().Capacity), (poolView.Name, poolView.Uuid, poolView.CapacityBytes));
        Assert.Equal("i686", CapabilitiesXml.Parse(connection.GetCapabilities()).HostArch);
        Assert.All(connection.ListNodeDevices(), device => Assert.Equal(device.Name, NodeDeviceXml.Parse(device.GetXml()).Name));
    }
}

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

    [Fact]
    public void DomainCapabilities_OfADriverWithoutThem_AreRefusedAsUnsupported()
    {
        using var connection = LibvirtConnection.Open("test:///default");

        var error = Assert.Throws<LibvirtException>(() => connection.GetDomainCapabilities(arch: "x86_64", machine: "q35", domainType: "qemu"));

        Assert.Equal(LibvirtErrorCode.NoSupport, error.Code);
    }

    [Theory]
    [Trait("Category", "Integration")]
    [InlineData("q35", "sata", "ide")]
    [InlineData("pc", "ide", null)]
    public void DomainCapabilities_OfRealLibvirt_SayWhatTheMachineTypeHas(string machine, string bus, string? otherBus)
    {
        using var connection = LibvirtConnection.Open("qemu:///system");

        var view = DomainCapabilitiesXml.Parse(connection.GetDomainCapabilities(arch: "x86_64", machine: machine, domainType: "qemu"));

        Assert.Equal(("x86_64", "qemu"), (view.Arch, view.DomainType));
        Assert.Contains(bus, view.DiskBuses!);
        Assert.DoesNotContain(otherBus, view.DiskBuses!);
        Assert.Contains(view.CpuModes, mode => mode is { Name: "custom", IsSupported: true, Models.Count: > 10 });
    }
}

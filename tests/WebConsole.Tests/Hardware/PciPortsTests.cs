using Libvirt.Xml;
using WebConsole.Hardware;
using Xunit;

namespace WebConsole.Tests.Hardware;

public sealed class PciPortsTests
{
    private const string Root = "<controller type='pci' index='0' model='pcie-root'/>";

    [Theory]
    [InlineData("<controller type='pci' index='0' model='pci-root'/>", null)]
    [InlineData("", null)]
    [InlineData(Root, 0)]
    [InlineData(Root + "<controller type='pci' index='1' model='pcie-root-port'/><controller type='pci' index='10' model='pcie-root-port'/>", 2)]
    [InlineData(Root + "<controller type='pci' index='10' model='pcie-root-port'/><rng model='virtio'><address type='pci' domain='0x0000' bus='0x0a' slot='0x00' function='0x0'/></rng>", 0)]
    public void FreePorts_AreThoseWithoutADevice(string devices, int? free) =>
        Assert.Equal(free, PciPorts.FreeIn(DomainXml.Parse($"<domain><devices>{devices}</devices></domain>")));
}

using Libvirt.Xml;
using WebConsole.Features.Networks;
using Xunit;
using WebConsole.Hypervisor.Definitions;

namespace WebConsole.Tests.Networks;

public sealed class NetworkWordsTests
{
    [Theory]
    [InlineData("<forward mode='nat'/>", null)]
    [InlineData("<forward mode='nat' dev='eth0'><interface dev='eth0'/></forward>", "eth0")]
    [InlineData("<forward mode='passthrough' dev='eth10'><interface dev='eth10'/><interface dev='eth11'/><interface dev='eth12'/></forward>", "eth10, eth11, eth12")]
    [InlineData("<forward mode='hostdev' managed='yes'><pf dev='eth3'/><address type='pci' domain='0' bus='0x3b' slot='0x10' function='1'/><address type='pci' domain='0' bus='0x3b' slot='0x10' function='3'/></forward>",
        "eth3, 0000:3b:10.1, 0000:3b:10.3")]
    public void LeavesBy_NamesAllCards(string inside, string? expected) =>
        Assert.Equal(expected, NetworkWords.LeavesBy(NetworkXml.Parse($"<network>{inside}</network>")));

    [Fact]
    public void Addresses_AreAllThatTheNetworkHas() => Assert.Equal(
        ["192.168.150.1/24", "192.168.151.1/24", "2001:db8:ca2:2::1/64"],
        NetworkRanges.Addresses(NetworkXml.Parse("""
            <network>
              <ip address='192.168.150.1' netmask='255.255.255.0'/><ip address='192.168.151.1' prefix='24'/><ip family='ipv6' address='2001:db8:ca2:2::1' prefix='64'/><ip/>
            </network>
            """)));
}

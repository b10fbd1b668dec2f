using Libvirt;
using Libvirt.Xml;
using WebConsole.Features.Networks;
using WebConsole.Features.Networks.Editing;
using WebConsole.Features.Networks.Making;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Networks;

/// <summary>What is changed of a network's definition, what stays, what is refused, and what runs takes at once.</summary>
public sealed class EditNetworkTests
{
    private const string Whole = """
        <network xmlns:dnsmasq="http://libvirt.org/schemas/network/dnsmasq/1.0">
          <name>made</name><uuid>5b1d6d5e-5b2c-4f5e-9d0e-2f6b0a1d9a55</uuid><metadata><x:mine xmlns:x="http://example.org/mine">kept</x:mine></metadata>
          <forward dev="eth0" mode="nat"><nat ipv6="yes"><port start="2000" end="3000"/></nat><interface dev="eth0"/></forward>
          <bridge name="virbr7" zone="libvirt" stp="on" delay="0"/><mac address="52:54:00:00:00:07"/><mtu size="1400"/><domain name="lab.test" localOnly="yes"/>
          <dns forwardPlainNames="no"><forwarder addr="192.0.2.53"/><txt name="t.test" value="x"/><srv service="ldap" protocol="tcp" domain="lab.test" target="gw.lab.test" port="389"/><host ip="192.168.150.9"><hostname>gw</hostname></host></dns>
          <ip address="192.168.150.1" netmask="255.255.255.0" localPtr="yes"><tftp root="/srv/tftp"/><dhcp><range start="192.168.150.2" end="192.168.150.99"><lease expiry="2"/></range><host mac="52:54:00:00:00:01" name="web" ip="192.168.150.5"><lease expiry="9"/></host><bootp file="pxelinux.0" server="192.168.150.3"/></dhcp></ip>
          <ip family="ipv6" address="fd00:0:0:7::1" prefix="64"/><ip address="192.168.151.1" prefix="24"/>
          <route address="10.8.0.0" prefix="24" gateway="192.168.150.9"/>
          <portgroup name="slow" default="yes"><virtualport type="openvswitch"/><bandwidth><inbound average="100"/></bandwidth></portgroup>
          <bandwidth><outbound average="5000"/></bandwidth><port isolated="yes"/>
          <dnsmasq:options><dnsmasq:option value="dhcp-option=option:ntp-server,192.168.150.1"/></dnsmasq:options>
        </network>
        """;

    private static readonly NetworkEdit Nothing = new();

    [Theory]
    [InlineData(Whole)]
    [InlineData("<network><name>a</name><forward mode='bridge'/><bridge name='br0'/><virtualport type='openvswitch'/><vlan trunk='yes'><tag id='42'/><tag id='47' nativeMode='tagged'/></vlan></network>")]
    [InlineData("<network><name>a</name><forward dev='eth0' mode='private'><interface dev='eth0'/><interface dev='eth1'/></forward></network>")]
    [InlineData("<network><name>a</name><forward mode='hostdev' managed='no'><driver name='vfio'/><address type='pci' domain='0x0000' bus='0x3b' slot='0x10' function='0x1'/></forward></network>")]
    [InlineData("<network><name>a</name><bridge name='virbr3'/></network>")]
    public void ChangeToWhatStands_ChangesNothing(string definition)
    {
        var (xml, stands) = (NetworkXml.Parse(definition), NetworkReader.Of(NetworkXml.Parse(definition)));

        EditNetwork.Apply(NetworkEdit.Between(new NewNetwork(), stands), xml);

        Assert.Equal(NetworkXml.Parse(definition).ToXml(), xml.ToXml());
    }

    /// <summary>Each field becomes another one, and what nobody here knows stays.</summary>
    [Fact]
    public void Everything_IsChanged_AndTheRestStays()
    {
        var changes = new NetworkEdit(Device: "eth1", Ipv4: new NewAddress("192.168.160.1", 25, new AddressRange("192.168.160.2", "192.168.160.9"), null, [new NewDhcpHost("52:54:00:00:00:02", null, "web", "192.168.160.5")], "/srv/boot", "grub.efi"), Ipv6: new NewAddress(), NatIpv6: false,
            Domain: "", LocalOnly: false, Forwarders: ["192.0.2.54"], DnsHosts: [], DnsServices: [new NewDnsService("sip", "udp", "lab.test", "a.lab.test", 5060, 1, 2)], DnsTexts: [new NewDnsText("t.test", "y")],
            Mtu: 0, Stp: false, PortGroups: [new NewPortGroup("slow", Inbound: new NewRate(200))], Outbound: new NewRate(), IsolatedPorts: false, Routes: [], DnsmasqOptions: []);
        var xml = NetworkXml.Parse(Whole);

        EditNetwork.Apply(changes, xml);

        var after = NetworkReader.Of(xml);
        Assert.Equal(NetworkEdit.Fields(changes.On(NetworkReader.Of(NetworkXml.Parse(Whole))), after), []);
        Assert.All(["kept</x:mine>", "zone=\"libvirt\"", "52:54:00:00:00:07", "forwardPlainNames=\"no\"", "localPtr=\"yes\"", "<lease expiry=\"2\"", "<lease expiry=\"9\"", "server=\"192.168.150.3\"", "192.168.151.1", "type=\"openvswitch\"", "<port start=\"2000\""],
            part => Assert.Contains(part, xml.ToXml(), StringComparison.Ordinal));
        Assert.DoesNotContain("netmask", xml.ToXml(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsMissing_Stays()
    {
        var stands = NetworkReader.Of(NetworkXml.Parse(Whole));

        Assert.Empty(NetworkEdit.Fields(stands, Nothing.On(stands)));
    }

    [Theory]
    [InlineData("isolated")]
    [InlineData("route")]
    [InlineData("open")]
    public void KindLikeIt_KeepsAddresses(string forward)
    {
        var xml = NetworkXml.Parse(Whole);

        EditNetwork.Apply(new NetworkEdit(Forward: forward), xml);

        Assert.Equal((forward, 3, "virbr7"), (NetworkReader.Of(xml).Forward, xml.Ips.Count, xml.Bridge));
    }

    [Theory]
    [InlineData("bridge", "br0", null)]
    [InlineData("macvtap", null, "eth1")]
    public void AnotherKind_DropsAddressesNamesAndRates(string forward, string? bridge, string? device)
    {
        var xml = NetworkXml.Parse(Whole);

        EditNetwork.Apply(new NetworkEdit(Forward: forward, Bridge: bridge, Device: device), xml);

        Assert.Equal((forward, bridge, device), (NetworkReader.Of(xml).Forward, xml.Bridge, NetworkReader.Of(xml).Device));
        Assert.All(["<ip", "<dns", "<domain", "<route", "<mac", "<mtu", "<bandwidth>\n  <outbound", "stp="], part => Assert.DoesNotContain(part, xml.ToXml().Replace("<dnsmasq", "", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.Contains("kept</x:mine>", xml.ToXml(), StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Attack", "J2")]
    [InlineData("/srv/tftp,lo", "pxelinux.0", "ipv4.tftpRoot", "Only letters and signs that can be seen, and no comma and no quotes.")]
    [InlineData("srv", "pxelinux.0", "ipv4.tftpRoot", "A directory of the host by its whole path, such as /srv/tftp.")]
    [InlineData("/", "pxelinux.0", "ipv4.tftpRoot", "A directory of the host by its whole path, such as /srv/tftp.")]
    [InlineData("/srv/../etc", "pxelinux.0", "ipv4.tftpRoot", "A directory of the host by its whole path, such as /srv/tftp.")]
    [InlineData("/srv/tftp", "a\nlog-queries", "ipv4.bootFile", "Only letters and signs that can be seen, and no comma and no quotes.")]
    public void Boot_IsRefused(string root, string file, string field, string says) =>
        Assert.Equal(says, MistakesOf(new NetworkEdit(Ipv4: new NewAddress("192.168.150.1", 24, new AddressRange("192.168.150.2", "192.168.150.9"), TftpRoot: root, BootFile: file)))[field][0]);

    [Theory]
    [Trait("Attack", "J2")]
    [InlineData("_ldap", "tcp", "a.test", "a.lab", 389, "service", "A service without an underscore, such as ldap.")]
    [InlineData("ldap", "sctp", "a.test", "a.lab", 389, "protocol", "One of tcp, udp.")]
    [InlineData("ldap", "tcp", "a,b", "a.lab", 389, "domain", "At most 63 letters, digits and hyphens, and no hyphen at the ends; with a domain, the same between its dots.")]
    [InlineData("ldap", "tcp", "a.test", "", 389, "target", "The name of the machine that has it.")]
    [InlineData("ldap", "tcp", "a.test", "a.lab", 0, "port", "A number from 1 to 65535.")]
    public void Service_IsRefused(string service, string protocol, string domain, string target, int port, string field, string says) =>
        Assert.Equal(says, MistakesOf(new NetworkEdit(DnsServices: [new NewDnsService(service, protocol, domain, target, port)]))[$"dnsServices[0].{field}"][0]);

    [Theory]
    [Trait("Attack", "J2")]
    [InlineData("a,b", "x", "name", "A name in DNS, such as example.org.")]
    [InlineData("a.test", "x\"y", "value", "Only letters and signs that can be seen, and no quotes.")]
    [InlineData("a.test", "x\nlog-queries", "value", "Only letters and signs that can be seen, and no quotes.")]
    public void Text_IsRefused(string name, string value, string field, string says) =>
        Assert.Equal(says, MistakesOf(new NetworkEdit(DnsTexts: [new NewDnsText(name, value)]))[$"dnsTexts[0].{field}"][0]);

    /// <summary>A network has its own addresses and bridge already.</summary>
    [Fact]
    public void ItsOwnAddresses_AreNotTaken() =>
        Assert.Empty(MistakesOf(new NetworkEdit(Ipv4: new NewAddress("192.168.150.1", 25, new AddressRange("192.168.150.2", "192.168.150.99")), Mtu: 1500)));

    [Fact]
    public void AddressesOfAnother_AreRefused() =>
        Assert.Contains("which the network default has.", MistakesOf(new NetworkEdit(Ipv4: new NewAddress("192.168.122.9", 24)))["ipv4.address"][0], StringComparison.Ordinal);

    [Fact]
    public void LiveUpdates_DeleteAndAddWhatCantBeModified()
    {
        var after = NetworkXml.Parse(Whole);
        EditNetwork.Apply(new NetworkEdit(Ipv4: new NewAddress("192.168.150.1", 24, new AddressRange("192.168.150.2", "192.168.150.50")), DnsTexts: [new NewDnsText("t.test", "y")], PortGroups: [new NewPortGroup("slow", Inbound: new NewRate(200))], Mtu: 1300), after);
        var (before, live) = (NetworkXml.Parse(Whole).Element, NetworkXml.Parse(Whole).Element);

        var updates = NetworkUpdates.Of(before, after.Element, live);

        Assert.Equal(
            [(NetworkUpdateCommand.Delete, NetworkSection.DnsTxt), (NetworkUpdateCommand.AddLast, NetworkSection.DnsTxt), (NetworkUpdateCommand.Modify, NetworkSection.Portgroup),
                (NetworkUpdateCommand.Delete, NetworkSection.IPDhcpRange), (NetworkUpdateCommand.AddLast, NetworkSection.IPDhcpRange), (NetworkUpdateCommand.Delete, NetworkSection.IPDhcpHost)],
            updates.Select(update => (update.Command, update.Section)));
        Assert.All(updates.Where(update => update.Section is NetworkSection.IPDhcpRange), update => Assert.Equal(0, update.Address));
        Assert.Equal(["mtu@size"], PendingNetwork.Of(NetworkUpdates.Applied(live, updates), after.Element).Select(change => change.Path).Where(path => path.StartsWith("mtu", StringComparison.Ordinal)));
    }

    /// <summary>What libvirt adds to a network that runs is no change.</summary>
    [Fact]
    public void WhatLibvirtAdds_DoesNotWait()
    {
        var stored = NetworkXml.Parse("<network><name>a</name><forward mode='nat'/><bridge name='virbr1' stp='on' delay='0'/></network>").Element;
        var live = NetworkXml.Parse("<network connections='2'><name>a</name><forward mode='nat'><nat><port start='1024' end='65535'/></nat></forward><bridge name='virbr1' stp='on' delay='0'/></network>").Element;

        Assert.Empty(PendingNetwork.Of(live, stored));
    }

    /// <summary>No card is on another network meanwhile.</summary>
    [Theory]
    [InlineData("<interface type='network'><mac address='52:54:00:00:00:01'/><source network='made' portgroup='slow' portid='x' bridge='virbr7'/><target dev='vnet0'/></interface>", "bridge='virbr7'", "network='made' portgroup='slow'")]
    [InlineData("<interface type='bridge'><mac address='52:54:00:00:00:01'/><source bridge='virbr7'/><target dev='vnet0'/></interface>", "network='made'", "bridge='virbr7'")]
    public void Card_IsPluggedInByAnotherWord(string card, string there, string back)
    {
        var (first, second) = NetworkCard.ByAnotherWord(System.Xml.Linq.XElement.Parse(card), "made", "virbr7");

        Assert.Equal((there, back), (Source(first), Source(second)));
        static string Source(System.Xml.Linq.XElement element) => string.Join(' ', element.Element("source")!.Attributes().Select(attribute => $"{attribute.Name}='{attribute.Value}'"));
    }

    private static IReadOnlyDictionary<string, string[]> MistakesOf(NetworkEdit changes)
    {
        var network = TestNetworks.Named("made", "virbr7", "") with { Xml = Whole };
        network = network with { Uuid = Guid.Parse("5b1d6d5e-5b2c-4f5e-9d0e-2f6b0a1d9a55") };
        var inventory = TestNetworks.Rig([network, TestNetworks.Nat]).Inventory.Current;
        return TestActions.Registry.Find(WebConsole.Hypervisor.ObjectKind.Network, "edit")!.Create(network, TestMachines.Host("local"), changes).Mistakes(inventory);
    }
}

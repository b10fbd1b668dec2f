using Libvirt.Xml;
using WebConsole.Features.Networks;
using WebConsole.Features.Networks.Making;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Tests.Operations;
using Xunit;
using static WebConsole.Tests.Networks.TestNetworks;

namespace WebConsole.Tests.Networks;

/// <summary>What of a new network is refused, at which field, and the definition that comes of the rest.</summary>
public sealed class NewNetworkTests
{
    private static readonly NewNetwork Good = new("office", "nat", Ipv4: new NewAddress("192.168.150.1", 24, new AddressRange("192.168.150.2", "192.168.150.254")));

    [Theory]
    [Trait("Attack", "J1")]
    [InlineData("", "A name is needed.")]
    [InlineData("a/b", "The sign 2 is a /: any letters and signs but that.")]
    [InlineData("a\nb", "The sign 2 can't be seen (U+000A): only letters and signs that can.")]
    [InlineData("-a", "It must not begin with a hyphen: programs take it for an option.")]
    [InlineData("default", "There is a network default on local already.")]
    public Task Name_IsRefused(string name, string says) => RefusedAsync(Good with { Name = name }, "name", says);

    [Theory]
    [InlineData(null)]
    [InlineData("NAT")]
    [InlineData("hostdev")]
    public Task Forward_IsAWordOfTheContract(string? forward) => RefusedAsync(Good with { Forward = forward }, "forward", "One of nat, bridge, isolated, route, open, macvtap, sriov.");

    [Theory]
    [Trait("Attack", "J2")]
    [InlineData("192.168.150.0", 24, "address", "The address of the host, such as 192.168.150.1: 192.168.150.0 stands for the whole network.")]
    [InlineData("192.168.150.255", 24, "address", "The address of the host, such as 192.168.150.1: 192.168.150.255 stands for all in the network.")]
    [InlineData("192.168.150.1/24", 24, "address", "The address alone; the length of its prefix has a field of its own.")]
    [InlineData("192.168.150", 24, "address", "An address of IPv4, such as 192.168.150.1.")]
    [InlineData("192.168.150.256", 24, "address", "An address of IPv4, such as 192.168.150.1.")]
    [InlineData("fd00::1", 24, "address", "An address of IPv4, such as 192.168.150.1.")]
    [InlineData("127.0.0.1", 24, "address", "An address that a host can have, such as 192.168.150.1.")]
    [InlineData("224.0.0.1", 24, "address", "An address that a host can have, such as 192.168.150.1.")]
    [InlineData("169.254.1.1", 24, "address", "An address that a host can have, such as 192.168.150.1.")]
    [InlineData("", 24, "address", "The address of the host in the network, such as 192.168.150.1.")]
    [InlineData("192.168.150.1", 31, "prefix", "A number from 8 to 30: with 24, a network has 254 addresses.")]
    [InlineData("192.168.150.1", 7, "prefix", "A number from 8 to 30: with 24, a network has 254 addresses.")]
    [InlineData("192.168.150.1", -1, "prefix", "A number from 8 to 30: with 24, a network has 254 addresses.")]
    [InlineData("192.168.122.65", 26, "address", "Addresses of its own: 192.168.122.64/26 overlaps with 192.168.122.0/24, which the network default has.")]
    [InlineData("192.168.0.1", 16, "address", "Addresses of its own: 192.168.0.0/16 overlaps with 192.168.122.0/24, which the network default has.")]
    public Task Ipv4_IsRefused(string address, int prefix, string field, string says) => RefusedAsync(Good with { Ipv4 = new NewAddress(address, prefix) }, $"ipv4.{field}", says);

    [Theory]
    [InlineData("192.168.151.2", "192.168.150.9", "ipv4.dhcp.start", "An address of 192.168.150.0/24, such as 192.168.150.2.")]
    [InlineData("192.168.150.2", "192.168.151.9", "ipv4.dhcp.end", "An address of 192.168.150.0/24, such as 192.168.150.2.")]
    [InlineData("192.168.150.9", "192.168.150.2", "ipv4.dhcp.end", "The last address, which comes after the first.")]
    [InlineData("192.168.150.0", "192.168.150.9", "ipv4.dhcp.start", "An address of one machine: 192.168.150.0 stands for the whole network.")]
    [InlineData("192.168.150.2", "192.168.150.255", "ipv4.dhcp.end", "An address of one machine: 192.168.150.255 stands for all in the network.")]
    [InlineData("x", "192.168.150.9", "ipv4.dhcp.start", "An address of the network, such as 192.168.150.2.")]
    public Task Range_IsRefused(string start, string end, string field, string says) => RefusedAsync(Good with { Ipv4 = new NewAddress("192.168.150.1", 24, new AddressRange(start, end)) }, field, says);

    [Fact]
    public Task RangesThatOverlap_AreRefused() => RefusedAsync(Good with { Ipv4 = Good.Ipv4! with { Dhcp = new("192.168.150.10", "192.168.150.20"), MoreDhcp = [new("192.168.150.20", "192.168.150.30")] } },
        "ipv4.moreDhcp[0].end", "No address twice: 192.168.150.10 to 192.168.150.20 are given out too.");

    [Fact]
    public Task LargeRange_IsRefused() => RefusedAsync(Good with { Ipv4 = new("10.0.0.1", 8, new("10.0.0.2", "10.1.0.2")) }, "ipv4.dhcp.end", "At most 65535 addresses in one range.");

    [Theory]
    [InlineData("fd00:0:0:1::1", 80, false, "prefix", "64: machines choose their addresses in no other. With DHCP, 64 to 126.")]
    [InlineData("fd00:0:0:1::1", 48, true, "prefix", "A number from 64 to 126.")]
    [InlineData("fd00:0:0:1::1", 128, true, "prefix", "A number from 64 to 126.")]
    [InlineData("fd00:0:0:1::", 64, false, "address", "The address of the host, such as fd00:0:0:1::1: fd00:0:0:1:: stands for the whole network.")]
    [InlineData("fe80::1", 64, false, "address", "An address that a host can have, such as fd12:3456:789a:1::1.")]
    [InlineData("::ffff:192.0.2.1", 64, false, "address", "An address that a host can have, such as fd12:3456:789a:1::1.")]
    [InlineData("192.168.150.1", 64, false, "address", "An address of IPv6, such as fd12:3456:789a:1::1.")]
    [InlineData("fd00::1%eth0", 64, false, "address", "An address of IPv6, such as fd12:3456:789a:1::1.")]
    public Task Ipv6_IsRefused(string address, int prefix, bool dhcp, string field, string says) =>
        RefusedAsync(Good with { Ipv6 = new NewAddress(address, prefix, dhcp ? new("fd00:0:0:1::100", "fd00:0:0:1::1ff") : null) }, $"ipv6.{field}", says);

    [Theory]
    [InlineData("52:54:00:00:00:01", "192.168.150.5", "52:54:00:00:00:01", "192.168.150.6", "mac", "Each network card once.")]
    [InlineData("52:54:00:00:00:01", "192.168.150.5", "52:54:00:00:00:02", "192.168.150.5", "ip", "Each address once.")]
    [InlineData("53:54:00:00:00:01", "192.168.150.5", null, null, "mac", "The MAC address of one network card: six pairs of hexadecimal digits, such as 52:54:00:12:34:56.")]
    [InlineData("52:54:00:00:00:01", "192.168.151.5", null, null, "ip", "An address of 192.168.150.0/24, such as 192.168.150.2.")]
    [InlineData("52:54:00:00:00:01", "192.168.150.1", null, null, "ip", "Another address than the host's own.")]
    [InlineData(null, "192.168.150.5", null, null, "mac", "The MAC address of its network card, such as 52:54:00:12:34:56, or a name.")]
    public Task FixedAddress_IsRefused(string? mac, string ip, string? mac2, string? ip2, string field, string says) => RefusedAsync(
        Good with { Ipv4 = Good.Ipv4! with { Hosts = [new(mac, Ip: ip), .. ip2 is null ? Array.Empty<NewDhcpHost>() : [new(mac2, Ip: ip2)]] } }, $"ipv4.hosts[0].{field}", says);

    [Theory]
    [Trait("Attack", "J1")]
    [InlineData("abcdefghijklmnop", "The name of a network device of the host, such as br0: at most 15 letters, digits, and _ . @ - within.")]
    [InlineData("br 0", "The name of a network device of the host, such as br0: at most 15 letters, digits, and _ . @ - within.")]
    [InlineData("../etc", "The name of a network device of the host, such as br0: at most 15 letters, digits, and _ . @ - within.")]
    [InlineData("br0@x", "No @: libvirt takes none.")]
    [InlineData("virbr0", "The network default has a bridge of that name.")]
    [InlineData("eth0", "There is a network device eth0 on local already.")]
    public Task NewBridge_IsRefused(string bridge, string says) => RefusedAsync(Good with { Bridge = bridge }, "bridge", says);

    [Theory]
    [InlineData(null, "The bridge of the host, such as br0.")]
    [InlineData("br9", "There is no network device br9 on local.")]
    public Task BridgeOfTheHost_IsRefused(string? bridge, string says) => RefusedAsync(new NewNetwork("office", "bridge", bridge), "bridge", says);

    [Theory]
    [InlineData("macvtap", null, "device", "The network card of the host that machines share, such as eth0.")]
    [InlineData("macvtap", "eth9", "device", "There is no network device eth9 on local.")]
    [InlineData("nat", "eth9", "device", "There is no network device eth9 on local.")]
    [InlineData("sriov", null, "device", "The card whose virtual functions machines get, or their PCI addresses: one of both.")]
    public Task Device_IsRefused(string forward, string? device, string field, string says) => RefusedAsync(new NewNetwork("office", forward, Device: device), field, says);

    [Fact]
    public Task PciAddress_IsRefused() => RefusedAsync(new NewNetwork("office", "sriov", PciAddresses: ["0000:3b:10.1", "3b:10.9"]), "pciAddresses[1]", "A PCI address, such as 0000:3b:10.1.");

    [Fact]
    public Task MacvtapMode_IsRefused() => RefusedAsync(new NewNetwork("office", "macvtap", Device: "eth0", Mode: "public"), "mode", "One of bridge, private, vepa, passthrough.");

    [Theory]
    [InlineData("bridge", "ipv4")]
    [InlineData("bridge", "mtu")]
    [InlineData("macvtap", "ipv4")]
    [InlineData("sriov", "dnsmasqOptions")]
    public async Task FieldOfOtherKinds_IsRefused(string forward, string field)
    {
        var asked = new NewNetwork("office", forward, forward is "bridge" ? "eth0" : null, Device: forward is "bridge" ? null : "eth0", Ipv4: field is "ipv4" ? Good.Ipv4 : null, Mtu: field is "mtu" ? 1400 : null, DnsmasqOptions: field is "dnsmasqOptions" ? ["log-queries"] : null);

        await RefusedAsync(asked, field, "Only with nat, route, open and isolated: elsewhere the network outside decides.");
    }

    [Fact]
    public Task VlanOnALinuxBridge_IsRefused() => RefusedAsync(new NewNetwork("office", "bridge", "eth0", Vlans: [42]), "vlans", "Only with sriov, and on a bridge of Open vSwitch.");

    [Theory]
    [InlineData(0)]
    [InlineData(4095)]
    public Task Vlan_IsRefused(int vlan) => RefusedAsync(new NewNetwork("office", "sriov", Device: "eth0", Vlans: [vlan]), "vlans", "Numbers from 1 to 4094.");

    [Theory]
    [InlineData("10.8.0.1/24", "192.168.150.9", "to", "The network itself: 10.8.0.0/24. 10.8.0.1 is an address in it.")]
    [InlineData("10.8.0.0", "192.168.150.9", "to", "A network with the length of its prefix, such as 10.8.0.0/24.")]
    [InlineData("10.8.0.0/24", "192.168.151.9", "gateway", "An address of this network: a machine in it is the way.")]
    [InlineData("10.8.0.0/24", "192.168.150.1", "gateway", "Another address than the host's own: a machine in the network is the way.")]
    [InlineData("0.0.0.0/0", "192.168.150.9", "to", "Not the default route: the host would lose its own.")]
    [InlineData("::/0", "192.168.150.9", "to", "Not the default route: the host would lose its own.")]
    [InlineData("0.0.0.0/1", "192.168.150.9", "to", "A prefix of at least 8: the host would lose its own way to all of these addresses.")]
    [InlineData("192.168.150.0/25", "192.168.150.9", "to", "Another network than this one, whose addresses need no route.")]
    [InlineData("192.168.122.128/25", "192.168.150.9", "to", "192.168.122.128/25 overlaps with 192.168.122.0/24, which the network default has: the host would no longer reach that.")]
    public Task Route_IsRefused(string to, string gateway, string field, string says) => RefusedAsync(Good with { Routes = [new(to, gateway)] }, $"routes[0].{field}", says);

    [Fact]
    public Task RateWithoutAverage_IsRefused() => RefusedAsync(Good with { Inbound = new(Peak: 100) }, "inbound.average", "The average rate, in kB a second.");

    [Fact]
    public Task TwoDefaults_AreRefused() => RefusedAsync(Good with { PortGroups = [new("a", true), new("b", true)] }, "portGroups", "One of them can be the default.");

    [Fact]
    [Trait("Attack", "J2")]
    public Task LineBreakInAnOption_IsRefused() => RefusedAsync(Good with { DnsmasqOptions = ["log-queries\ndhcp-script=/tmp/x"] }, "dnsmasqOptions[0]", "Only letters and signs that can be seen.");

    [Theory]
    [Trait("Attack", "Z1")]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Operator)]
    public async Task Networks_AreMadeByAdministrators(Role role)
    {
        await using var rig = Rig([Nat]);
        Assert.Equal(RefusalReason.NotAllowed, (await rig.StartAsync(Create(Good), TestUsers.With(role))).Reason);
    }

    /// <summary>Whatever the name holds, it stays the text of one element.</summary>
    [Fact]
    [Trait("Attack", "X1")]
    public void Definition_IsWrittenAsXml()
    {
        var hostile = "a</name><forward mode='open'/><name>";
        var xml = NetworkXml.Parse(NetworkRecipe.Of(Good with { Name = hostile }).ToXml());

        Assert.Equal((hostile, "nat"), (xml.Name, xml.ForwardMode));
    }

    [Fact]
    public void Definition_HasAllThatWasAskedFor() => Assert.Equal(
        """
        <network><name>lab</name><forward mode="nat" dev="eth0"><nat ipv6="yes" /></forward><bridge name="virbr9" stp="on" /><mtu size="1400" /><port isolated="yes" /><bandwidth><inbound average="1000" peak="2000" burst="100" /></bandwidth><portgroup name="slow" default="yes"><bandwidth><outbound average="10" /></bandwidth></portgroup><domain name="lab.test" localOnly="yes" /><dns><forwarder addr="192.0.2.53" /><host ip="192.168.150.9"><hostname>gw</hostname></host></dns><ip address="192.168.150.1" prefix="24"><dhcp><range start="192.168.150.2" end="192.168.150.99" /><host mac="52:54:00:00:00:01" name="web-01" ip="192.168.150.5" /></dhcp></ip><ip family="ipv6" address="fd00:0:0:1::1" prefix="64" /><route address="10.8.0.0" prefix="24" gateway="192.168.150.9" /><dnsmasq:options xmlns:dnsmasq="http://libvirt.org/schemas/network/dnsmasq/1.0"><dnsmasq:option value="log-queries" /></dnsmasq:options></network>
        """,
        Written(new NewNetwork("lab", "nat", "virbr9", Device: "eth0", Ipv4: new("192.168.150.1", 24, new("192.168.150.2", "192.168.150.99"), Hosts: [new("52:54:00:00:00:01", null, "web-01", "192.168.150.5")]),
            Ipv6: new("fd00:0:0:1::1", 64), NatIpv6: true, Domain: "lab.test", LocalOnly: true, Forwarders: ["192.0.2.53"], DnsHosts: [new("192.168.150.9", ["gw"])], Mtu: 1400,
            PortGroups: [new("slow", true, Outbound: new(10))], Inbound: new(1000, 2000, 100), IsolatedPorts: true, Routes: [new("10.8.0.0/24", "192.168.150.9")], DnsmasqOptions: ["log-queries"])));

    [Theory]
    [InlineData("bridge", "<network><name>lab</name><forward mode=\"bridge\" /><bridge name=\"br0\" /></network>")]
    [InlineData("ovs", "<network><name>lab</name><forward mode=\"bridge\" /><bridge name=\"br0\" /><virtualport type=\"openvswitch\" /><vlan trunk=\"yes\"><tag id=\"42\" /><tag id=\"47\" /></vlan></network>")]
    [InlineData("macvtap", "<network><name>lab</name><forward mode=\"vepa\"><interface dev=\"eth0\" /><interface dev=\"eth1\" /></forward></network>")]
    [InlineData("sriov", "<network><name>lab</name><forward mode=\"hostdev\" managed=\"yes\"><address type=\"pci\" domain=\"0x0000\" bus=\"0x3b\" slot=\"0x10\" function=\"0x1\" /></forward><vlan><tag id=\"42\" /></vlan></network>")]
    [InlineData("isolated", "<network><name>lab</name><bridge stp=\"on\" /></network>")]
    public void Definition_OfEachKind(string kind, string definition) => Assert.Equal(definition, Written(kind switch
    {
        "bridge" => new NewNetwork("lab", "bridge", "br0"),
        "ovs" => new NewNetwork("lab", "bridge", "br0", true, Vlans: [42, 47]),
        "macvtap" => new NewNetwork("lab", "macvtap", Device: "eth0", Devices: ["eth1"], Mode: "vepa"),
        "sriov" => new NewNetwork("lab", "sriov", PciAddresses: ["0000:3b:10.1"], Vlans: [42]),
        _ => new NewNetwork("lab", "isolated"),
    }));

    [Fact]
    public void VirshLines_AreQuoted() => Assert.Equal(
        """
        virsh -c test:///default net-define /dev/stdin <<< '<network><name>a b; rm</name><bridge stp="on" /></network>'
        virsh -c test:///default net-start --network='a b; rm'
        """.ReplaceLineEndings("\n"),
        Create(new NewNetwork("a b; rm", "isolated", Autostart: false)).VirshLine);

    /// <summary>Whoever makes it sees what they have typed; tasks are read by viewers.</summary>
    [Fact]
    [Trait("Attack", "Z3")]
    public void TaskKeepsNoSecretsOfADefinition()
    {
        var made = Create(Good with { DnsmasqOptions = ["dhcp-option=252,geheim"] });

        Assert.Contains("geheim", made.VirshLine, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", made.KeptVirshLine, StringComparison.Ordinal);
        Assert.Contains("net-define", made.KeptVirshLine, StringComparison.Ordinal);
    }

    private static string Written(NewNetwork asked)
    {
        var element = System.Xml.Linq.XElement.Parse(NetworkRecipe.Of(asked).ToXml());
        element.Element("uuid")!.Remove();
        return element.ToString(System.Xml.Linq.SaveOptions.DisableFormatting);
    }

    private static Operation Create(NewNetwork asked) => TestActions.Registry.Find(ObjectKind.Host, "new-network")!.Create(TestMachines.Host("local"), TestMachines.Host("local"), asked);

    private static async Task RefusedAsync(NewNetwork asked, string field, string says)
    {
        await using var rig = Rig([Nat]);
        var eth0 = new NodeDevice("local", "net_eth0", null, "<device><name>net_eth0</name><capability type='net'><interface>eth0</interface></capability></device>");
        rig.Inventory.Update(snapshot => snapshot with { NodeDevices = snapshot.NodeDevices.Add(("local", "net_eth0"), eth0) });

        var result = await rig.StartAsync(Create(asked), TestUsers.With(Role.Administrator));

        Assert.Equal((RefusalReason.Invalid, says), (result.Reason, result.Errors.GetValueOrDefault(field)?[0]));
    }
}

using Libvirt.Xml;
using WebConsole.Features.Machines.Devices;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Features.Machines.Devices.Forms;
using WebConsole.Features.Machines.Devices.Kinds;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Networks;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Machines.Devices;

/// <summary>Filter, VLANs, queues and port forwards of a network card: as XML, and what is said of mistakes.</summary>
public sealed class CardSettingsTests
{
    private const string Mac = "52:54:00:00:00:01";

    [Fact]
    public void FilterAndItsParameters_AreWritten_AndGoWithTheFilter()
    {
        var card = Card("network");
        Assert.Empty(Mistakes(card, new DeviceChanges { Filter = "clean-traffic", FilterParameters = [new("IP", "192.0.2.7"), new("IP", "192.0.2.8"), new("CTRL_IP_LEARNING", "dhcp")] }));

        CardSettings.Apply(new DeviceChanges { Filter = "clean-traffic", FilterParameters = [new("IP", "192.0.2.7"), new("IP", "192.0.2.8")] }, card);
        Assert.Equal([("IP", "192.0.2.7"), ("IP", "192.0.2.8")], card.FilterParameters.Select(parameter => (parameter.Name, parameter.Value)));
        Assert.Equal([new FilterParameter("IP", "192.0.2.7"), new FilterParameter("IP", "192.0.2.8")], CardDraft.Of(card).FilterParameters);

        CardSettings.Apply(new DeviceChanges { FilterParameters = [new("MAC", Mac)] }, card);
        Assert.Equal("MAC", Assert.Single(card.FilterParameters).Name);
        CardSettings.Apply(new DeviceChanges { Filter = "no-spoofing" }, card);
        Assert.Empty(card.FilterParameters);
        CardSettings.Apply(new DeviceChanges { Filter = "" }, card);
        Assert.Null(card.Element.Element("filterref"));
    }

    [Theory]
    [InlineData("filterParameters[0].value", "IP", "2001:db8::1", "An IPv4 address.")]
    [InlineData("filterParameters[0].value", "IP", "1", "An IPv4 address.")]
    [InlineData("filterParameters[0].value", "IPV6", "192.0.2.7", "An IPv6 address.")]
    [InlineData("filterParameters[0].value", "CTRL_IP_LEARNING", "always", "One of any, dhcp, none.")]
    [InlineData("filterParameters[0].value", "ports", "22'/>", "Letters, digits, and _ . :")]
    [InlineData("filterParameters[0].value", "ports", "", "A value.")]
    [InlineData("filterParameters[0].name", "a b", "1", "Letters, digits and _.")]
    public void WrongParameter_IsNamed(string field, string name, string value, string said) =>
        Assert.Equal(said, Mistakes(Card("network"), new DeviceChanges { Filter = "clean-traffic", FilterParameters = [new(name, value)] })[field]);

    [Fact]
    public void ParametersWithoutAFilter_AreRefused() =>
        Assert.Equal("Parameters need a filter.", Mistakes(Card("network"), new DeviceChanges { FilterParameters = [new("IP", "192.0.2.7")] })["filterParameters"]);

    [Fact]
    public void Vlans_AreOneOrATrunk()
    {
        var card = Card("network");
        CardSettings.Apply(new DeviceChanges { Vlan = 7 }, card);
        Assert.Equal((false, "7"), (card.VlanTrunk, string.Join(' ', CardVlans.Numbers(card))));

        CardSettings.Apply(new DeviceChanges { Vlans = [10, 20], NativeVlan = 10 }, card);
        Assert.Equal((true, "10 20", "untagged"), (card.VlanTrunk, string.Join(' ', CardVlans.Numbers(card)), card.Vlans[0].NativeMode));
        var draft = CardDraft.Of(card);
        Assert.Equal(("10, 20", 10, null), (draft.Trunk, draft.NativeVlan, draft.Vlan));
        Assert.False(draft.ChangesFrom(CardDraft.Of(card)).ChangesDefinition);

        CardSettings.Apply(new DeviceChanges { NativeVlan = 20 }, card);
        Assert.Equal([null, "untagged"], card.Vlans.Select(vlan => vlan.NativeMode));
        CardSettings.Apply(new DeviceChanges { Vlans = [20, 30] }, card);
        Assert.Equal([(20, "untagged"), (30, null)], card.Vlans.Select(vlan => (vlan.Id!.Value, vlan.NativeMode)));
        CardSettings.Apply(new DeviceChanges { Vlans = [20, 30], NativeVlan = 0 }, card);
        Assert.All(card.Vlans, vlan => Assert.Null(vlan.NativeMode));
        CardSettings.Apply(new DeviceChanges { Vlans = [] }, card);
        Assert.Null(card.Element.Element("vlan"));
    }

    [Fact]
    public void NullInAList_IsAMistake()
    {
        Assert.Contains("filterParameters[0].name", Mistakes(Card("network"), new DeviceChanges { Filter = "clean-traffic", FilterParameters = [null!] }).Keys);
        Assert.Equal(["forwards[0].port"], Forwarding(new DeviceChanges { Forwards = [null!] }).Keys);
    }

    /// <summary>libvirt refuses them in a running machine.</summary>
    [Fact]
    public void LineForWhatWaitsForAStart_IsOfTheConfigurationAlone()
    {
        var machine = TestMachines.Named("web") with { Xml = $"<domain type='kvm'><devices>{Card("network").ToXml()}</devices></domain>" };
        var device = MachineDevice.AllOf(machine).Single();
        foreach (var changes in new DeviceChanges[] { new() { Queues = 4 }, new() { RxQueueSize = 512 }, new() { TxQueueSize = 512 }, new() { Forwards = [new("tcp", null, 80)] } })
            Assert.DoesNotContain("--live", string.Join('\n', new DeviceChangeLine("qemu:///system", device, InventorySnapshot.Empty, changes).All), StringComparison.Ordinal);
        Assert.Contains("--live", string.Join('\n', new DeviceChangeLine("qemu:///system", device, InventorySnapshot.Empty, new DeviceChanges { Link = "down" }).All), StringComparison.Ordinal);
    }

    [Fact]
    public void WrongVlans_AreNamed()
    {
        Assert.Equal("Either vlan or vlans.", Mistakes(Card("network"), new DeviceChanges { Vlan = 7, Vlans = [8] })["vlans"]);
        Assert.Equal("Numbers from 1 to 4094.", Mistakes(Card("network"), new DeviceChanges { Vlans = [0] })["vlans"]);
        Assert.Equal("Each number once.", Mistakes(Card("network"), new DeviceChanges { Vlans = [8, 8] })["vlans"]);
        Assert.Equal("One of the VLANs that the guest tells apart.", Mistakes(Card("network"), new DeviceChanges { Vlans = [8], NativeVlan = 9 })["nativeVlan"]);
    }

    [Theory]
    [InlineData("<source network='default'/>", "network", "9.0.0", false)]
    [InlineData("<source network='default'/>", "network", "11.0.0", false)]
    [InlineData("<source network='office'/>", "network", "9.0.0", false)]
    [InlineData("<source network='office'/>", "network", "11.0.0", true)]
    [InlineData("<source network='switch'/>", "network", "9.0.0", true)]
    [InlineData("<source network='functions'/>", "network", "9.0.0", true)]
    [InlineData("<source network='elsewhere'/>", "network", "9.0.0", true)]
    [InlineData("<source bridge='br7'/>", "bridge", "9.0.0", false)]
    [InlineData("<source bridge='br7'/>", "bridge", "11.0.0", true)]
    [InlineData("<source bridge='ovs'/><virtualport type='openvswitch'/>", "bridge", "9.0.0", true)]
    [InlineData("<source dev='eth0' mode='bridge'/>", "direct", "9.0.0", false)]
    [InlineData("<source dev='eth0' mode='passthrough'/>", "direct", "9.0.0", true)]
    public void Vlan_IsRefused_WhereNoneCanBe(string source, string type, string libvirt, bool accepted)
    {
        var card = new InterfaceXml(System.Xml.Linq.XElement.Parse($"<interface type='{type}'><mac address='{Mac}'/>{source}</interface>"));
        Assert.Equal(accepted ? [] : ["vlan"], OnHost(card, new DeviceChanges { Vlan = 5 }, libvirt).Keys);
        Assert.Equal(accepted ? [] : ["vlans"], OnHost(card, new DeviceChanges { Vlans = [5, 6] }, libvirt).Keys);
        Assert.Empty(OnHost(card, new DeviceChanges { Vlan = 0, Mtu = 1400 }, libvirt));
    }

    [Fact]
    public void VlanThatIsKept_IsRefused_WhereTheCardGoes()
    {
        var card = new InterfaceXml(System.Xml.Linq.XElement.Parse($"<interface type='network'><mac address='{Mac}'/><source network='switch'/><vlan><tag id='5'/></vlan></interface>"));
        Assert.Empty(OnHost(card, new DeviceChanges { Mtu = 1400 }, "9.0.0"));
        Assert.Equal("Only on a bridge of Open vSwitch, and with SR-IOV or the mode passthrough. The card has VLAN 5: take it off, too.", OnHost(card, new DeviceChanges { Network = "default" }, "9.0.0")["vlan"]);
        Assert.Empty(OnHost(card, new DeviceChanges { Network = "default", Vlan = 0 }, "9.0.0"));
    }

    [Fact]
    public void Queues_AreOfVirtioAlone()
    {
        var card = Card("network");
        var asked = new DeviceChanges { Queues = 4, RxQueueSize = 512, TxQueueSize = 1024 };
        Assert.Empty(Mistakes(card, asked));
        CardSettings.Apply(asked, card);
        Assert.Equal((4, 512, 1024), (card.Queues, card.ReceiveQueueSize, card.SendQueueSize));
        CardSettings.Apply(new DeviceChanges { Queues = 0, RxQueueSize = 0, TxQueueSize = 0 }, card);
        Assert.Null(card.Element.Element("driver"));

        Assert.Contains("virtio", Mistakes(card, asked with { Model = "e1000e" })["queues"], StringComparison.Ordinal);
        Assert.Equal("A number from 1 to 256.", Mistakes(card, new DeviceChanges { Queues = 257 })["queues"]);
        Assert.Equal("256, 512 or 1024.", Mistakes(card, new DeviceChanges { RxQueueSize = 500 })["rxQueueSize"]);
        Assert.StartsWith("1, where", Mistakes(Card("user"), new DeviceChanges { Queues = 2 })["queues"], StringComparison.Ordinal);
    }

    [Fact]
    public void Forwards_AreWrittenForPasst_AndGoWithTheConnection()
    {
        var card = Card("user");
        PortForward[] forwards = [new("tcp", "127.0.0.1", 2222, null, 22), new("udp", null, 5000, 5010, 6000)];
        CardSettings.Apply(new DeviceChanges { Forwards = forwards }, card);

        Assert.Equal("passt", card.BackendType);
        Assert.Equal("<portForward proto=\"tcp\" address=\"127.0.0.1\"><range start=\"2222\" to=\"22\" /></portForward><portForward proto=\"udp\"><range start=\"5000\" end=\"5010\" to=\"6000\" /></portForward>",
            string.Concat(card.Element.Elements("portForward").Select(element => element.ToString(System.Xml.Linq.SaveOptions.DisableFormatting))));
        Assert.Equal(forwards, PortForwards.Of(card));

        CardSettings.Apply(new DeviceChanges { Network = "default" }, card);
        Assert.Equal((null, 0), (card.BackendType, card.PortForwards.Count));
        Assert.Null(PortForwards.Of(new InterfaceXml(System.Xml.Linq.XElement.Parse("<interface type='user'><portForward proto='tcp'/></interface>"))));
    }

    [Theory]
    [InlineData("forwards[0].protocol", "icmp", 22, null, null)]
    [InlineData("forwards[0].port", "tcp", null, null, null)]
    [InlineData("forwards[0].port", "tcp", 65536, null, null)]
    [InlineData("forwards[0].lastPort", "tcp", 22, 21, null)]
    [InlineData("forwards[0].guestPort", "tcp", 22, 30, 65530)]
    public void WrongForward_IsNamed(string field, string protocol, int? port, int? last, int? guest) =>
        Assert.Contains(field, Forwarding(new DeviceChanges { Forwards = [new(protocol, null, port, last, guest)] }).Keys);

    [Fact]
    public void Forwards_NeedTheirConnectionAndTheirProgram()
    {
        var asked = new DeviceChanges { Forwards = [new("tcp", null, 80)] };
        Assert.Empty(Forwarding(asked));
        Assert.StartsWith("Only where", Forwarding(asked, isUser: false)["forwards"], StringComparison.Ordinal);
        Assert.Contains("not installed", Forwarding(asked, hasPasst: false)["forwards"], StringComparison.Ordinal);
        Assert.Contains("libvirt 9.1", Forwarding(asked, libvirt: "9.0.0")["forwards"], StringComparison.Ordinal);
        Assert.StartsWith("next or both", Forwarding(asked with { Apply = "live" })["forwards"], StringComparison.Ordinal);
        Assert.Equal("Port 85 leads to the guest twice.", Forwarding(new DeviceChanges { Forwards = [new("tcp", null, 80, 90), new("tcp", null, 85)] })["forwards"]);
        Assert.Empty(Forwarding(new DeviceChanges { Forwards = [new("tcp", null, 80), new("udp", null, 80)] }));
    }

    private static InterfaceXml Card(string type)
    {
        var card = InterfaceXml.New(type is "user" ? InterfaceSource.User() : InterfaceSource.Network("default"));
        card.MacAddress = Mac;
        return card;
    }

    private static Dictionary<string, string> Mistakes(InterfaceXml card, DeviceChanges changes)
    {
        var machine = TestMachines.Named("web") with { Xml = $"<domain type='kvm'><os><type arch='x86_64' machine='q35'>hvm</type></os><devices>{card.ToXml()}</devices></domain>" };
        return Found(CardSettings.Mistakes(changes, InventorySnapshot.Empty with { Hosts = [TestMachines.Host("local")] }, machine, Mac));
    }

    private static Dictionary<string, string> OnHost(InterfaceXml card, DeviceChanges changes, string libvirt)
    {
        var machine = TestMachines.Named("web") with { Xml = $"<domain type='kvm'><os><type arch='x86_64' machine='q35'>hvm</type></os><devices>{card.ToXml()}</devices></domain>" };
        Network[] networks =
        [
            TestNetworks.Nat, TestNetworks.Office, TestNetworks.Named("switch", "ovs", "<forward mode='bridge'/><bridge name='ovs'/><virtualport type='openvswitch'/>"),
            TestNetworks.Named("functions", null, "<forward mode='hostdev'><pf dev='eth0'/></forward>"),
        ];
        var inventory = InventorySnapshot.Empty with
        {
            Hosts = [TestMachines.Host("local") with { Facts = new HostFacts { HostName = "host", Driver = "QEMU", LibvirtVersion = new Version(libvirt), IsLocal = true } }],
            Networks = InventorySnapshot.Empty.Networks.SetItems(networks.Select(network => KeyValuePair.Create((network.Host, network.Uuid), network))),
        };
        return Found(CardSettings.Mistakes(changes, inventory, machine, Mac).Where(mistake => mistake.Argument is not "network"));
    }

    private static Dictionary<string, string> Forwarding(DeviceChanges changes, bool isUser = true, bool hasPasst = true, string libvirt = "10.0.0") => Found(PortForwards.Mistakes(changes, isUser,
        TestMachines.Host("local") with { Facts = new HostFacts { HostName = "host", Driver = "QEMU", LibvirtVersion = new Version(libvirt), IsLocal = true } }, _ => hasPasst));

    private static Dictionary<string, string> Found(IEnumerable<(string Argument, string? Mistake)> mistakes) =>
        mistakes.Where(check => check.Mistake is not null).ToDictionary(check => check.Argument, check => check.Mistake!);
}

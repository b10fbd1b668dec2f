using Libvirt;
using Libvirt.Xml;
using WebConsole.Features.Machines.Devices;
using WebConsole.Features.Machines.Reach;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.HostInterfaces;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Networks;
using Xunit;
using Network = WebConsole.Hypervisor.Inventory.Network;

namespace WebConsole.Tests.Machines.Reach;

/// <summary>The way to a machine's card, place by place: as it has to be, wrong, and not to be seen.</summary>
public sealed class CardPathTests
{
    private const string Mac = "52:54:00:00:00:01";

    private static readonly HostInterface Tap = new() { Name = "vnet3", Kind = InterfaceKind.Tap, IsUp = true, HasCarrier = true, Master = "virbr0" };
    private static readonly HostInterface Bridge = new() { Name = "virbr0", Kind = InterfaceKind.Bridge, IsUp = true };
    private static readonly HostInterface Eth = new() { Name = "eth0", Kind = InterfaceKind.Card, IsUp = true, HasCarrier = true, Master = "br0" };
    private static readonly Network Nat = Of("<network><name>default</name><forward mode='nat'/><bridge name='virbr0'/><ip address='192.168.122.1' prefix='24'><dhcp><range start='192.168.122.2' end='192.168.122.254'/></dhcp></ip></network>", "virbr0");

    private static readonly CardFacts Healthy = Facts("<interface type='network'><source network='default' bridge='virbr0'/><target dev='vnet3'/></interface>") with
    {
        Network = Nat,
        Interfaces = Read(Tap, Bridge),
        DhcpRuns = true,
        Forwards = true,
        Addresses = [new(Mac, "192.168.122.8", "lease"), new(Mac, "192.168.122.8", "arp")],
    };

    [Fact]
    public void HealthyCard_HasNothingWrong_AndOnlyTheFirewallIsUnknown()
    {
        var steps = CardPath.Of(Healthy);
        Assert.Equal(["link", "network", "tap", "bridge", "dhcp", "lease", "address", "forwarding", "filter", "firewall"], steps.Select(step => step.Step));
        Assert.Equal(["firewall"], steps.Where(step => step.State != PathStep.Ok).Select(step => step.Step));
        Assert.All(steps.Where(step => step.State == PathStep.Ok), step => Assert.Null(step.Advice));
    }

    [Fact]
    public void MachineThatIsOff_IsStarted_AndWhatWouldStopThatIsSaid()
    {
        var off = Facts("<interface type='network'><source network='default'/><filterref filter='clean-traffic'/></interface>", active: false);
        var steps = CardPath.Of(off with { Network = Nat, HasFilter = true });
        Assert.Equal([("machine", "wrong"), ("network", "ok"), ("filter", "unknown")], steps.Select(step => (step.Step, step.State)));
        Assert.Equal(("start", ObjectKind.Machine), (steps[0].Action!.Word, steps[0].Action!.On.Kind));
        Assert.Equal(["machine", "network", "filter"], CardPath.Of(off).Where(step => step.State == PathStep.Wrong).Select(step => step.Step));
        var onBridge = Facts("<interface type='bridge'><source bridge='br9'/></interface>", active: false) with { Interfaces = Read(Eth) };
        Assert.Equal(["machine", "bridge"], CardPath.Of(onBridge).Where(step => step.State == PathStep.Wrong).Select(step => step.Step));
    }

    [Fact]
    public void UnpluggedCable_IsPluggedInByTheAction()
    {
        var step = Step("link", Healthy with { Card = Card("<interface type='network'><source network='default' bridge='virbr0'/><target dev='vnet3'/><link state='down'/></interface>") });
        Assert.Equal(("wrong", PathAction.LinkUp, ObjectKind.MachineDevice), (step.State, step.Action!.Word, step.Action.On.Kind));
    }

    [Fact]
    public void Network_ThatIsOff_IsStarted_AndOneThatIsNotThere_IsNamed()
    {
        var off = Step("network", Healthy with { Network = Nat with { Active = false } });
        Assert.Equal(("wrong", "start", Nat.Id), (off.State, off.Action!.Word, off.Action.On));
        Assert.Contains("has no network default", Step("network", Healthy with { Network = null }).Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Tap_ThatIsGone_Off_OrElsewhere_IsWrong()
    {
        Assert.Contains("has no interface vnet3", Wrong(Read(Bridge)).Words, StringComparison.Ordinal);
        Assert.Equal("ip link set vnet3 up", Wrong(Read(Tap with { IsUp = false }, Bridge)).Command);
        Assert.Equal("ip link set vnet3 master virbr0", Wrong(Read(Tap with { Master = null }, Bridge)).Command);
        Assert.Contains("a port of br7, not of virbr0", Wrong(Read(Tap with { Master = "br7" }, Bridge)).Words, StringComparison.Ordinal);
        Assert.Equal("unknown", Step("tap", Healthy with { Interfaces = Read(Tap with { Master = "ovs-system" }, Bridge) }).State);

        static PathStep Wrong(HostInterfaceReading interfaces)
        {
            var step = Step("tap", Healthy with { Interfaces = interfaces });
            Assert.Equal("wrong", step.State);
            return step;
        }
    }

    [Fact]
    public void Bridge_ThatIsGoneOrOff_IsWrong()
    {
        Assert.Equal("wrong", Step("bridge", Healthy with { Interfaces = Read(Tap) }).State);
        Assert.Equal("ip link set virbr0 up", Step("bridge", Healthy with { Interfaces = Read(Tap, Bridge with { IsUp = false }) }).Command);
    }

    [Fact]
    public void OwnBridgeOfTheHost_HasToLeadOut()
    {
        var facts = Facts("<interface type='bridge'><source bridge='br0'/><target dev='vnet3'/></interface>") with { Interfaces = Read(Tap with { Master = "br0" }, Bridge with { Name = "br0" }, Eth) };
        Assert.Equal(["link", "tap", "bridge", "uplink", "address", "filter"], CardPath.Of(facts).Select(step => step.Step));
        Assert.Equal("ok", Step("uplink", facts).State);
        Assert.Contains("has no link", Step("uplink", facts with { Interfaces = Read(Tap with { Master = "br0" }, Bridge with { Name = "br0" }, Eth with { HasCarrier = false }) }).Words, StringComparison.Ordinal);
    }

    /// <summary>By routes and NAT of the host a bridge leads out that no card of the host is a port of.</summary>
    [Theory]
    [InlineData(false, "wrong", "leads to nothing but")]
    [InlineData(true, "unknown", "only as far as the host sends packets on")]
    [InlineData(null, "unknown", "only as far as the host sends packets on")]
    public void BridgeWithoutCard_LeadsOutByTheHost(bool? forwards, string state, string says)
    {
        var step = Step("uplink", Facts("<interface type='bridge'><source bridge='br0'/><target dev='vnet3'/></interface>") with { Interfaces = Read(Tap with { Master = "br0" }, Bridge with { Name = "br0" }), Forwards = forwards });

        Assert.Equal(state, step.State);
        Assert.Contains(says, step.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void CardOnTheBridgeOfANetwork_HasAllOfThatsWay()
    {
        var card = Card("<interface type='bridge'><source bridge='virbr0'/><target dev='vnet3'/></interface>");
        var inventory = TestNetworks.Rig([Nat]).Inventory.Current;

        var steps = CardPath.Of(Healthy with { Card = card, Network = CardFacts.NetworkOf(inventory, "local", card, Healthy.Interfaces) });

        Assert.Equal(["link", "network", "tap", "bridge", "dhcp", "lease", "address", "forwarding", "filter", "firewall"], steps.Select(step => step.Step));
        Assert.DoesNotContain(steps, step => step.State == PathStep.Wrong);
        Assert.Null(CardFacts.NetworkOf(inventory, "elsewhere", card, null));
        Assert.Null(CardFacts.NetworkOf(TestNetworks.Rig([Of("<network><name>office</name><forward mode='bridge'/><bridge name='virbr0'/></network>", "virbr0")]).Inventory.Current, "local", card, null));
    }

    /// <summary>A bridge that is there is not that of a network that is off.</summary>
    [Fact]
    public void CardOnTheBridgeOfANetworkThatIsOff_IsSaidToNeedIt()
    {
        var card = Card("<interface type='bridge'><source bridge='virbr0'/><target dev='vnet3'/></interface>");
        var inventory = TestNetworks.Rig([Nat with { Active = false }]).Inventory.Current;

        Assert.Null(CardFacts.NetworkOf(inventory, "local", card, Read(Tap, Bridge)));
        Assert.Equal("start", Step("network", Healthy with { Card = card, Network = CardFacts.NetworkOf(inventory, "local", card, Read(Tap)) }).Action!.Word);
    }

    [Theory]
    [InlineData(true, "ok")]
    [InlineData(false, "wrong")]
    [InlineData(null, "unknown")]
    public void DhcpServer_AndForwarding_AreSaidAsFarAsTheyCanBeSeen(bool? seen, string state)
    {
        Assert.Equal(state, Step("dhcp", Healthy with { DhcpRuns = seen }).State);
        Assert.Equal(state, Step("forwarding", Healthy with { Forwards = seen }).State);
    }

    [Theory]
    [InlineData("lease arp", "ok", "ok")]
    [InlineData("lease agent", "ok", "ok")]
    [InlineData("lease", "ok", "unknown")]
    [InlineData("agent", "unknown", "ok")]
    [InlineData("", "wrong", "wrong")]
    public void Addresses_AreOfLease_AgentAndPackets(string known, string lease, string address)
    {
        var facts = Healthy with { Addresses = [.. known.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(source => new CardAddress(Mac, "192.168.122.8", source))] };
        Assert.Equal((lease, address), (Step("lease", facts).State, Step("address", facts).State));
    }

    [Theory]
    [InlineData("192.168.122.8", null, "ok", "has given it 192.168.122.8")]
    [InlineData("192.168.122.9", null, "wrong", "keeps 192.168.122.9 for it, and it still has 192.168.122.8.")]
    [InlineData("192.168.122.9", "52:54:00:00:00:09", "wrong", "keeps 192.168.122.9 for it, which 52:54:00:00:00:09 has by a lease; it still has 192.168.122.8.")]
    public void KeptAddress_IsWhatTheCardHasToHave(string kept, string? holder, string state, string said)
    {
        var step = Step("lease", Healthy with
        {
            Card = Card($"<interface type='network'><mac address='{Mac}'/><source network='default' bridge='virbr0'/><target dev='vnet3'/></interface>"),
            Network = Of($"<network><name>default</name><forward mode='nat'/><bridge name='virbr0'/><ip address='192.168.122.1' prefix='24'><dhcp><range start='192.168.122.2' end='192.168.122.254'/><host mac='{Mac}' ip='{kept}'/></dhcp></ip></network>", "virbr0"),
            Leases = [Lease("192.168.122.8", Mac), .. holder is null ? Array.Empty<DhcpLease>() : [Lease(kept, holder)]],
        });
        Assert.Equal(state, step.State);
        Assert.Contains(said, step.Words, StringComparison.Ordinal);

        static DhcpLease Lease(string address, string mac) => new("virbr0", null, IPAddressType.IPv4, mac, address, 24, null, null);
    }

    [Fact]
    public void AddressOfAnEarlierRange_IsWrong()
    {
        var moved = Healthy with { Network = Of("<network><name>default</name><forward mode='nat'/><bridge name='virbr0'/><ip address='192.168.180.1' prefix='24'><dhcp><range start='192.168.180.2' end='192.168.180.254'/></dhcp></ip></network>", "virbr0") };
        Assert.Equal(("wrong", "The network has given it 192.168.122.8, of an earlier range: now the network has 192.168.180.1/24."), (Step("lease", moved).State, Step("lease", moved).Words));
        Assert.Equal(("wrong", "Renew the lease inside the guest, or restart the machine."), (Step("address", moved).State, Step("address", moved).Advice));
        // One of its own beside it, or of IPv6, is no sign of that.
        var renewed = moved with { Addresses = [new(Mac, "192.168.180.8", "lease"), new(Mac, "192.168.180.8", "agent"), new(Mac, "172.17.0.1", "agent"), new(Mac, "fe80::1", "agent")] };
        Assert.Equal(("ok", "ok"), (Step("lease", renewed).State, Step("address", renewed).State));
    }

    [Fact]
    public void NetworkWithoutDhcp_AsksForNoLease()
    {
        var steps = CardPath.Of(Healthy with { Network = Of("<network><name>default</name><bridge name='virbr0'/></network>", "virbr0") });
        Assert.Equal("unknown", steps.Single(step => step.Step == "dhcp").State);
        Assert.DoesNotContain("lease", steps.Select(step => step.Step));
        Assert.Contains("isolated", steps.Single(step => step.Step == "forwarding").Words, StringComparison.Ordinal);
    }

    [Fact]
    public void PacketFilter_IsUnknown_OrNotThere()
    {
        var guarded = Card("<interface type='network'><source network='default' bridge='virbr0'/><target dev='vnet3'/><filterref filter='clean-traffic'/></interface>");
        Assert.Equal("unknown", Step("filter", Healthy with { Card = guarded, HasFilter = true }).State);
        Assert.Equal("wrong", Step("filter", Healthy with { Card = guarded }).State);
    }

    [Theory]
    [InlineData("clean-traffic", "192.168.122.8", "unknown")]
    [InlineData("clean-traffic", "192.168.122.9", "wrong")]
    [InlineData("rules-of-ours", "192.168.122.9", "unknown")]
    public void PacketFilterThatWasToldAnotherAddress_CutsTheCardOff(string filter, string told, string state)
    {
        var guarded = Card($"<interface type='network'><source network='default' bridge='virbr0'/><target dev='vnet3'/><filterref filter='{filter}'><parameter name='IP' value='{told}'/></filterref></interface>");
        Assert.Equal(state, Step("filter", Healthy with { Card = guarded, HasFilter = true }).State);
    }

    [Theory]
    [InlineData("nftables", "nft list ruleset")]
    [InlineData("iptables", "iptables -nvL LIBVIRT_FWI")]
    [InlineData(null, "nft list ruleset; iptables -nvL FORWARD")]
    public void Firewall_IsNamed_AndNeverSaidToBeInForce(string? backend, string command)
    {
        var step = Step("firewall", Healthy with { FirewallBackend = backend });
        Assert.Equal(("unknown", command), (step.State, step.Command));
    }

    [Fact]
    public void HostElsewhere_LeavesUnknownWhatOnlyItTells()
    {
        var steps = CardPath.Of(Healthy with { Interfaces = null, DhcpRuns = null, Forwards = null });
        Assert.Equal(["tap", "bridge", "dhcp", "forwarding", "firewall"], steps.Where(step => step.State == PathStep.Unknown).Select(step => step.Step));
        Assert.All(steps.Take(5).Where(step => step.State == PathStep.Unknown), step => Assert.Contains("Only the host itself", step.Words, StringComparison.Ordinal));
    }

    [Fact]
    public void SharedCard_NeedsALink_AndQemusOwnNetwork_IsReachedByForwardsOnly()
    {
        var shared = Facts("<interface type='direct'><source dev='eth0' mode='bridge'/><target dev='macvtap0'/></interface>") with { Interfaces = Read(Tap with { Name = "macvtap0", Kind = InterfaceKind.Macvtap, Master = null }, Eth) };
        Assert.Equal("ok", Step("tap", shared).State);
        Assert.Equal("wrong", Step("tap", shared with { Interfaces = Read(Tap with { Name = "macvtap0" }, Eth with { HasCarrier = false }) }).State);
        Assert.Equal("wrong", Step("network", Facts("<interface type='user'/>")).State);
        Assert.Equal("ok", Step("network", Facts("<interface type='user'><backend type='passt'/><portForward proto='tcp'><range start='8080' to='80'/></portForward></interface>")).State);
        Assert.Equal("unknown", Step("network", Facts("<interface type='vhostuser'/>")).State);
    }

    [Fact]
    public void HostileNames_AreQuotedInCommands() =>
        Assert.Equal("ip link set 'a;reboot' master virbr0", Step("tap", Healthy with { Card = Card("<interface type='network'><source network='default' bridge='virbr0'/><target dev='a;reboot'/></interface>"), Interfaces = Read(Tap with { Name = "a;reboot", Master = null }, Bridge) }).Command);

    private static PathStep Step(string word, CardFacts facts) => CardPath.Of(facts).Single(step => step.Step == word);

    private static HostInterfaceReading Read(params HostInterface[] interfaces) => new("local", [.. interfaces], DateTimeOffset.UnixEpoch);

    private static Network Of(string xml, string bridge) => new("local", Guid.Parse("00000000-0000-0000-0000-000000000007"), "default", true, true, true, bridge, xml);

    private static InterfaceXml Card(string xml) => (InterfaceXml)Facts(xml).Device.Stands;

    private static CardFacts Facts(string card, bool active = true)
    {
        var machine = new Machine
        {
            Id = new MachineId("local", Guid.Parse("00000000-0000-0000-0000-000000000001")), Name = "web-01", State = active ? MachineState.Running : MachineState.ShutOff, IsActive = active,
            Xml = $"<domain type='kvm'><name>web-01</name><devices>{card}</devices></domain>",
        };
        var device = MachineDevice.AllOf(machine).Single();
        return new CardFacts(device, (InterfaceXml)device.Stands);
    }
}

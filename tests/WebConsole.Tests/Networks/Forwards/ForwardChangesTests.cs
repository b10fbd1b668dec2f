using Libvirt.Xml;
using Microsoft.Extensions.Configuration;
using WebConsole.Features.Machines.Devices.Kinds;
using WebConsole.Features.Networks.Forwards;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Forwards;
using WebConsole.Hypervisor.HostCheck;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Tests.Operations;
using Xunit;
using static WebConsole.Tests.Networks.TestNetworks;

namespace WebConsole.Tests.Networks.Forwards;

/// <summary>What may be asked of forwards, and by whom.</summary>
public sealed class ForwardChangesTests
{
    private const string Mac = "52:54:00:00:00:01";

    private static readonly Network Keeping = Named("default", "virbr0", "<forward mode='nat'/><ip address='192.168.122.1' prefix='24'><dhcp><range start='192.168.122.2' end='192.168.122.254'/><host mac='52:54:00:00:00:01' ip='192.168.122.50'/></dhcp></ip>");

    public static TheoryData<NewForward, string, string> Refused => new()
    {
        { new(), "hostPort", "A number from 1 to 65535." },
        { new(HostPort: 70000), "hostPort", "A number from 1 to 65535." },
        { new(HostPort: 22), "hostPort", "Port 22 is the host's own SSH." },
        { new(HostPort: 20, LastHostPort: 30), "hostPort", "Port 22 is the host's own SSH." },
        { new(HostPort: 8080), "hostPort", "WebConsole itself answers on port 8080." },
        { new(HostPort: 9000), "hostPort", "Port 9000 leads to mail-01 already." },
        { new(HostPort: 8990, LastHostPort: 9010), "hostPort", "Port 9000 leads to mail-01 already." },
        { new(HostPort: 9000, HostAddress: "192.0.2.5"), "hostPort", "Port 9000 leads to mail-01 already." },
        { new("sctp", HostPort: 8443), "protocol", "One of tcp, udp." },
        { new(HostPort: 8443, HostAddress: "198.51.100.1"), "hostAddress", "One of the host's IPv4 addresses, or none for all of them." },
        { new(HostPort: 8443, HostAddress: "-j"), "hostAddress", "One of the host's IPv4 addresses, or none for all of them." },
        { new(HostPort: 8443, LastHostPort: 8000), "lastHostPort", "A port from the first one on." },
        { new(HostPort: 8443, LastHostPort: 9999), "lastHostPort", "At most 1000 ports." },
        { new(HostPort: 8443, Port: 0), "port", "A number from 1 to 65535." },
        { new(HostPort: 8443, LastHostPort: 8444, Port: 443), "port", "Several ports keep their numbers." },
        { new(HostPort: 8443, Card: "52:54:00:00:00:09"), "card", "A card on a NAT network: machines elsewhere are reached by their own addresses, and cards of user networks have forwards of their own." },
        { new(HostPort: 8443, Address: "192.168.122.51"), "address", "The network keeps 192.168.122.50 for the card." },
    };

    [Theory, MemberData(nameof(Refused))]
    public async Task Forward_IsRefusedAtItsField(NewForward asked, string field, string says)
    {
        await using var rig = LocalRig([Keeping], MachineOn("network='default'"), Mail);

        var result = await rig.StartAsync(Add(rig, asked), TestUsers.With(Role.Administrator));

        Assert.Equal((RefusalReason.Invalid, says), (result.Reason, result.Errors.GetValueOrDefault(field)?[0]));
    }

    [Fact]
    public async Task CardWithoutAnAddress_NeedsOne_AndTheNetworkSaysWhichItMayBe()
    {
        await using var rig = LocalRig([Nat], MachineOn("network='default'"));

        Assert.StartsWith("The address that the network shall keep", Add(rig, new(HostPort: 8443)).Mistakes(rig.Inventory.Current)["address"][0], StringComparison.Ordinal);
        Assert.StartsWith("An address of the network", Add(rig, new(HostPort: 8443, Address: "10.0.0.1")).Mistakes(rig.Inventory.Current)["address"][0], StringComparison.Ordinal);
        var fixing = Add(rig, new(HostPort: 8443, Address: "192.168.122.60"));
        Assert.Empty(fixing.Mistakes(rig.Inventory.Current));
        Assert.Contains("net-update", fixing.VirshLine, StringComparison.Ordinal);
    }

    /// <summary>Of a field that nobody has filled in, the text says where its value comes from.</summary>
    [Fact]
    public async Task LeasedAddressThatIsKeptForAnother_IsNoAddressForIt()
    {
        var network = Named("default", "virbr0", "<forward mode='nat'/><ip address='192.168.122.1' prefix='24'><dhcp><range start='192.168.122.2' end='192.168.122.254'/><host mac='52:54:00:00:00:09' ip='192.168.122.73'/></dhcp></ip>");
        await using var rig = LocalRig([network], MachineOn("network='default'"));
        rig.Inventory.Update(snapshot => snapshot with { Leases = snapshot.Leases.SetItem(("local", "default"), [Lease("192.168.122.73")]) });

        Assert.StartsWith("192.168.122.73, which it has now, can't be kept for it: ", Add(rig, new(HostPort: 8443)).Mistakes(rig.Inventory.Current)["address"][0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.168.122.73", true)]
    [InlineData("192.168.122.50", false)]
    public async Task MachineThatHasAnotherAddressThanIsKept_IsSaid(string leased, bool says)
    {
        await using var rig = LocalRig([Keeping], MachineOn("network='default'"));
        rig.Inventory.Update(snapshot => snapshot with { Leases = snapshot.Leases.SetItem(("local", "default"), [Lease(leased)]) });

        Assert.Equal(says, Add(rig, new(HostPort: 8443)).Warnings(rig.Inventory.Current).Any(warning => warning.Field is "card" && warning.Text.StartsWith("It has 192.168.122.73 still", StringComparison.Ordinal)));
    }

    /// <summary>Nothing listens on them while the machine is off; once it starts, the forward would hide it.</summary>
    [Theory]
    [InlineData("<graphics type='vnc' port='5910' autoport='no' listen='0.0.0.0'/>", 5910, null, true)]
    [InlineData("<graphics type='vnc' port='5910' autoport='no'><listen type='address' address='192.0.2.5'/></graphics>", 5910, "192.0.2.5", true)]
    [InlineData("<graphics type='vnc' port='5910' autoport='no'><listen type='address' address='192.0.2.5'/></graphics>", 5910, "192.0.2.6", false)]
    [InlineData("<graphics type='vnc' port='5910' autoport='no' listen='127.0.0.1'/>", 5910, null, false)]
    [InlineData("<graphics type='vnc' port='5910' autoport='yes' listen='0.0.0.0'/>", 5910, null, false)]
    [InlineData("<graphics type='spice' tlsPort='5911' autoport='no' listen='0.0.0.0'/>", 5911, null, true)]
    [InlineData("<interface type='user'><backend type='passt'/><portForward proto='tcp'><range start='2000' end='2010' to='80'/></portForward></interface>", 2005, null, true)]
    [InlineData("<interface type='user'><backend type='passt'/><portForward proto='udp'><range start='2000' end='2010'/></portForward></interface>", 2005, null, false)]
    public async Task PortThatAMachineHasByItsDefinition_IsItsOwn(string device, int port, string? on, bool isTaken)
    {
        var off = MachineOn("network='default'", "db-01") with { Xml = $"<domain><name>db-01</name><devices>{device}</devices></domain>", State = MachineState.ShutOff, IsActive = false };
        await using var rig = LocalRig([Keeping], MachineOn("network='default'"), off);

        Assert.Equal(isTaken ? $"db-01 has port {port} for itself while it runs: by a display or a network card of its definition." : null, DefinedPorts.OwnerOf(new Forward("tcp", on, port, port, Mac, port), rig.Inventory.Current, "local"));
        if (on is null)
            Assert.Equal(isTaken, Add(rig, new(HostPort: port)).Mistakes(rig.Inventory.Current).ContainsKey("hostPort"));
    }

    [Fact]
    public async Task DisplayOnAPortThatLeadsToAMachine_IsWarnedOf()
    {
        await using var rig = LocalRig([Keeping], MachineOn("network='default'"), Mail);

        Assert.Equal("That port of the host leads to mail-01: nobody outside reaches the display by it.", DisplayPorts.Warning(9000, "0.0.0.0", rig.Inventory.Current, rig.Inventory.Current.Machines.Values.First(machine => machine.Name == "web-01"), "vnc"));
    }

    [Fact]
    public async Task MachineOnABridgeAlone_HasNone()
    {
        await using var rig = LocalRig([Office], MachineOn("network='office'"));

        Assert.StartsWith("A card on a NAT network", Add(rig, new(HostPort: 8443)).Mistakes(rig.Inventory.Current)["card"][0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warnings_SayThatThePortIsOpen()
    {
        await using var rig = LocalRig([Keeping], MachineOn("network='default'"));

        Assert.Equal(["This opens the port to whoever reaches the host.", "Ports below 1024 are those of well-known services of the host.", "libvirt's hook of WebConsole is not installed: without it nothing is forwarded."],
            Add(rig, new(HostPort: 443)).Warnings(rig.Inventory.Current).Select(warning => warning.Text));
        Assert.DoesNotContain(Add(rig, new(HostPort: 8443, HostAddress: "192.0.2.5")).Warnings(rig.Inventory.Current), warning => warning.Field == "hostAddress");
    }

    /// <summary>Who may start and stop a machine opens no port of the host.</summary>
    [Theory]
    [Trait("Attack", "Z1")]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Operator)]
    public async Task Forwards_AreTheAdministrators(Role role)
    {
        await using var rig = LocalRig([Keeping], MachineOn("network='default'"), Mail);

        Assert.Equal(RefusalReason.NotAllowed, (await rig.StartAsync(Add(rig, new(HostPort: 8443)), TestUsers.With(role))).Reason);
        Assert.Equal(RefusalReason.NotAllowed, (await rig.StartAsync(TestActions.Registry.Find(ObjectKind.Machine, "remove-forward")!.Create(Mail, TestMachines.Host("local"), new OldForward(HostPort: 9000)), TestUsers.With(role))).Reason);
    }

    /// <summary>An action made of parts needs every part's right.</summary>
    [Fact]
    [Trait("Attack", "Z4")]
    public async Task Forward_NeedsTheRightsOfHostAndNetwork()
    {
        await using var rig = LocalRig([Keeping], MachineOn("network='default'"));

        Assert.Equal([ObjectId.OfHost("local"), Keeping.Id], Add(rig, new(HostPort: 8443)).AlsoNeeds.Select(needed => needed.On));
    }

    [Fact]
    public async Task PortThatIsNone_IsNotRemoved()
    {
        await using var rig = LocalRig([Keeping], Mail);

        Assert.Equal("No such port leads to the machine.", TestActions.Registry.Find(ObjectKind.Machine, "remove-forward")!.Create(Mail, TestMachines.Host("local"), new OldForward(HostPort: 9001)).Mistakes(rig.Inventory.Current)["hostPort"][0]);
    }

    [Fact]
    public async Task Removal_IsTakenBackByTheSameForward()
    {
        await using var rig = LocalRig([Keeping], Mail);

        var undo = TestActions.Registry.Find(ObjectKind.Machine, "remove-forward")!.Create(Mail, TestMachines.Host("local"), new OldForward(HostPort: 9000)).Undo(rig.Inventory.Current);

        Assert.Equal(new NewForward("tcp", null, 9000, null, Mac, 9000), Assert.IsType<AddForward>(undo).Asked);
    }

    [Fact]
    public async Task HostElsewhere_HasNoForwards()
    {
        await using var rig = Rig([Keeping], MachineOn("network='default'"));

        Assert.Equal("Only on the host that WebConsole runs on: it reaches no other host's firewall.", (await rig.StartAsync(Add(rig, new(HostPort: 8443)), TestUsers.With(Role.Administrator))).Refusal);
    }

    [Theory]
    [InlineData("lxc:///system", "LXC")]
    [InlineData("qemu:///session", "QEMU")]
    public async Task DriverWithoutTheHook_HasNoForwards(string uri, string driver)
    {
        await using var rig = LocalRig([Keeping], MachineOn("network='default'"));
        rig.Inventory.Update(snapshot => snapshot with { Hosts = [TestForwards.HostOf(uri, driver)] });

        Assert.Equal("Only for machines of qemu:///system: others call no hook when they start and stop.", (await rig.StartAsync(Add(rig, new(HostPort: 8443)), TestUsers.With(Role.Administrator))).Refusal);
    }

    /// <summary>Others took it out of the definition for the next start, and it is open still.</summary>
    [Fact]
    public async Task ForwardOfTheRunningMachineAlone_CanBeRemoved()
    {
        var machine = Mail with { InactiveXml = "<domain><name>mail-01</name></domain>" };
        await using var rig = LocalRig([Keeping], machine);
        var action = TestActions.Registry.Find(ObjectKind.Machine, "remove-forward")!;

        Assert.True(action.AppliesTo(machine));
        Assert.Empty(action.Create(machine, TestMachines.Host("local"), new OldForward(HostPort: 9000)).Mistakes(rig.Inventory.Current));
    }

    [Theory]
    [InlineData("tcp6", "00000000000000000000000001000000:20FB", "0A", 8443, null, false)]
    [InlineData("tcp6", "0000000000000000FFFF0000050200C0:20FB", "0A", 8443, null, true)]
    [InlineData("tcp6", "0000000000000000FFFF0000050200C0:20FB", "0A", 8443, "192.0.2.6", false)]
    [InlineData("tcp", "00000000:20FB", "0A", 8443, null, true)]
    [InlineData("tcp", "0100007F:20FB", "0A", 8443, null, false)]
    [InlineData("tcp", "050200C0:20FB", "0A", 8443, null, true)]
    [InlineData("tcp", "050200C0:20FB", "0A", 8443, "192.0.2.6", false)]
    [InlineData("tcp", "00000000:20FB", "01", 8443, null, false)]
    [InlineData("tcp6", "00000000000000000000000000000000:20FB", "0A", 8443, null, true)]
    [InlineData("udp", "00000000:20FB", "07", 8443, null, false)]
    public void ListeningProgram_HasThePort(string file, string local, string state, int port, string? address, bool isTaken)
    {
        var root = Directory.CreateTempSubdirectory("webconsole-ports-");
        Directory.CreateDirectory(Path.Combine(root.FullName, "proc/net"));
        File.WriteAllText(Path.Combine(root.FullName, "proc/net", file), $"  sl  local_address rem_address   st\n   0: {local} 00000000:0000 {state} 00000000:00000000\n");
        var ports = new HostPorts(new HostFiles(root.FullName), new ConfigurationBuilder().Build());

        Assert.Equal(isTaken ? $"A program of the host listens on port {port}: ss -lnp tells which." : null, ports.OwnerOf(new Forward("tcp", address, port, port, Mac, port)));
        root.Delete(recursive: true);
    }

    private static Libvirt.DhcpLease Lease(string address) => new("virbr0", null, Libvirt.IPAddressType.IPv4, Mac, address, 24, "web", null);

    /// <summary>On the host that WebConsole runs on.</summary>
    private static OperationsRig LocalRig(Network[] networks, params Machine[] machines)
    {
        var rig = Rig(networks, machines);
        rig.Inventory.Update(snapshot => snapshot with { Hosts = [TestForwards.HostOf()] });
        return rig;
    }

    private static Machine Mail { get; } = MachineOn("network='default'", "mail-01") with
    {
        Xml = $"<domain><name>mail-01</name><metadata><wc:machine xmlns:wc='{DomainXml.WebConsoleNamespace}'><wc:forward protocol='tcp' port='9000' card='{Mac}'/></wc:machine></metadata><devices><interface type='network'><mac address='{Mac}'/><source network='default'/></interface></devices></domain>",
    };

    /// <summary>As the action makes it, with the inventory of the test.</summary>
    private static AddForward Add(OperationsRig rig, NewForward asked)
    {
        var machine = rig.Inventory.Current.Machines.Values.First(known => known.Name == "web-01" && known.Xml.Contains("interface", StringComparison.Ordinal));
        var made = (AddForward)TestActions.Registry.Find(ObjectKind.Machine, "add-forward")!.Create(machine, TestMachines.Host("local"), asked);
        var cards = ForwardCard.Of(rig.Inventory.Current, machine);
        return made with { Card = asked.Card is null ? cards.SingleOrDefault() : cards.FirstOrDefault(card => card.Mac == asked.Card) };
    }
}

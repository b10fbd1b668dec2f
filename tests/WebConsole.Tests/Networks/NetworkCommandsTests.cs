using System.Collections.Immutable;
using Libvirt;
using WebConsole.Features.Networks;
using WebConsole.Features.Networks.Commands;
using WebConsole.Features.Networks.Making;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Tests.Operations;
using Xunit;
using static WebConsole.Tests.Networks.TestNetworks;
using Network = WebConsole.Hypervisor.Inventory.Network;

namespace WebConsole.Tests.Networks;

/// <summary>What can be done to a network: when, by whom, and what it says before.</summary>
public sealed class NetworkCommandsTests
{
    [Theory]
    [InlineData("start", "virsh -c test:///default net-start default")]
    [InlineData("stop", "virsh -c test:///default net-destroy default")]
    [InlineData("autostart-on", "virsh -c test:///default net-autostart default")]
    [InlineData("autostart-off", "virsh -c test:///default net-autostart --disable default")]
    [InlineData("delete", "virsh -c test:///default net-destroy default\nvirsh -c test:///default net-undefine default")]
    public void Action_HasItsVirshLine(string word, string line) => Assert.Equal(line, Create(word, Nat).VirshLine);

    [Fact]
    public void NetworkThatIsOff_IsOnlyUndefined() => Assert.Equal("virsh -c test:///default net-undefine default", Create("delete", Nat with { Active = false }).VirshLine);

    [Theory]
    [InlineData(true, true, true, "stop autostart-off fix-address edit delete")]
    [InlineData(false, true, false, "start autostart-on fix-address edit delete")]
    [InlineData(true, false, false, "stop")]
    public void Actions_FollowTheState(bool active, bool persistent, bool autostart, string words) => Assert.Equal(words.Split(' '),
        TestActions.For(Nat with { Active = active, Persistent = persistent, Autostart = autostart }, Role.Administrator).Except(["edit-xml", "restore"]));

    [Fact]
    public void TransientNetwork_HasNoDeleteAndNoAutostart_AndSaysWhy() => Assert.All(["delete", "autostart-on", "autostart-off"], word =>
    {
        var action = TestActions.Registry.Find(ObjectKind.Network, word)!;
        Assert.Equal((false, "It has no lasting definition: libvirt forgets it when it stops."), (action.AcceptsFor(Nat with { Persistent = false }), action.WhyNever(Nat with { Persistent = false })));
    });

    [Theory]
    [Trait("Attack", "Z1")]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Operator)]
    public async Task Networks_AreTheAdministrators(Role role)
    {
        await using var rig = Rig([Nat]);
        foreach (var word in new[] { "start", "stop", "autostart-on", "autostart-off", "delete" })
            Assert.Equal(RefusalReason.NotAllowed, (await rig.StartAsync(Create(word, Nat), TestUsers.With(role))).Reason);
    }

    [Fact]
    public void KeptAddress_IsTakenBack_AndGivenAgain()
    {
        var kept = new NewDhcpHost("52:54:00:00:00:01", Ip: "192.168.122.9");

        var freed = Assert.IsType<FreeAddress>(FixAddress.AsAction.Create(Nat, TestMachines.Host("local"), kept).Undo(InventorySnapshot.Empty));

        Assert.Equal((kept, Nat.Id), (freed.Asked, freed.Network));
        Assert.Equal(kept, Assert.IsType<FixAddress>(freed.Undo(InventorySnapshot.Empty)).Asked);
    }

    [Theory]
    [InlineData("network='default'")]
    [InlineData("bridge='virbr0'")]
    public async Task Stop_SaysWhoLosesTheLink(string source)
    {
        await using var rig = Rig([Nat], MachineOn(source), MachineOn(source, "off-01", MachineState.ShutOff));

        Assert.Equal("These machines lose their link: web-01. It does not come back when the network starts: unplug their cards and plug them in again, or restart the machines.",
            Create("stop", Nat).WhatSuffers(rig.Inventory.Current));
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("restart")]
    public async Task ProgramThatAsksFirst_HearsWhoLosesTheLink(string word)
    {
        await using var rig = Rig([Nat], MachineOn("network='default'"));

        var (_, preview) = await rig.Runner.PreviewAsync(Create(word, Nat), TestUsers.With(Role.Administrator), TestContext.Current.CancellationToken);

        Assert.StartsWith("These machines lose their link", Assert.Single(preview!.Warnings).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StopOfAHostsBridge_TakesNoLink()
    {
        await using var rig = Rig([Office], MachineOn("network='office'"));

        Assert.Equal("These machines run, and keep their link: web-01.", Create("stop", Office).WhatSuffers(rig.Inventory.Current));
        Assert.Null(Create("stop", Nat).WhatSuffers(rig.Inventory.Current));
    }

    [Fact]
    public async Task Delete_IsRefusedWhileMachinesNameIt()
    {
        await using var rig = Rig([Nat], MachineOn("network='default'", state: MachineState.ShutOff));

        var refused = await rig.StartAsync(Create("delete", Nat), TestUsers.With(Role.Administrator));

        Assert.Equal((RefusalReason.Conflict, "Machines name it in their definitions: web-01. They could not start any more. Put their network cards on another network first."), (refused.Reason, refused.Refusal));
    }

    [Fact]
    public async Task Delete_IsRefusedWhileMachinesRunOnItsBridge()
    {
        await using var rig = Rig([Nat], MachineOn("bridge='virbr0'"));

        Assert.Equal("Machines run with a card on its bridge: web-01. Put these cards on another network first.", (await rig.StartAsync(Create("delete", Nat), TestUsers.With(Role.Administrator))).Refusal);
    }

    [Theory]
    [InlineData("52:54:00:00:00:09", "192.168.122.1", "ip", "Another address than the host's own.")]
    [InlineData("52:54:00:00:00:09", "192.168.123.9", "ip", "An address of the network, which has 192.168.122.1/24.")]
    [InlineData("52:54:00:00:00:01", "192.168.122.9", "mac", "Each network card once.")]
    [InlineData("52:54:00:00:00:09", "192.168.122.5", "ip", "Each address once.")]
    [InlineData("", "192.168.122.9", "mac", "The MAC address of its network card, such as 52:54:00:12:34:56, or a name.")]
    public async Task FixedAddress_IsRefused(string mac, string ip, string field, string says)
    {
        var result = await StartAsync(Ask("fix-address", Keeping, new(mac, Ip: ip)), Keeping);

        Assert.Equal((RefusalReason.Invalid, says), (result.Reason, result.Errors.GetValueOrDefault(field)?[0]));
    }

    [Fact]
    public async Task AddressThatIsNotKept_IsNotFreed() =>
        Assert.Equal("The network keeps no such address.", (await StartAsync(Ask("free-address", Keeping, new(Ip: "192.168.122.9")), Keeping)).Errors["ip"][0]);

    [Fact]
    public void KeptAddress_IsFreedAsLibvirtHasIt() => Assert.Equal(
        $"virsh -c test:///default net-update --network={Keeping.Uuid:D} delete ip-dhcp-host --xml='<host mac=\"52:54:00:00:00:01\" ip=\"192.168.122.5\" />' --config --live",
        Ask("free-address", Keeping, new(Ip: "192.168.122.5")).VirshLine);

    [Theory]
    [InlineData("52:54:00:00:00:09", "web-01 has it by a lease, and loses it when it asks again. Only then can this one get it.")]
    [InlineData("52:54:00:00:00:01", null)]
    public async Task AddressThatAnotherOneHas_IsFixedWithAWarning(string mac, string? warning)
    {
        await using var rig = Rig([Keeping], MachineOn("network='keeping'") with { MacAddresses = ["52:54:00:00:00:01"] });
        rig.Inventory.Update(snapshot => snapshot.WithLeases("local", Leases((Keeping, "52:54:00:00:00:01", "192.168.122.9"))));

        Assert.Equal(warning is null ? [] : [new FieldNote("ip", warning)], Ask("fix-address", Keeping, new(mac, Ip: "192.168.122.9")).Warnings(rig.Inventory.Current));
    }

    [Theory]
    [InlineData("192.168.122.9", false)]
    [InlineData("192.168.122.60", true)]
    public async Task AddressThatTheCardMayNotUse_IsFixedWithAWarning(string ip, bool warns)
    {
        var machine = MachineOn("network='keeping'") with { MacAddresses = ["52:54:00:00:00:01"] };
        await using var rig = Rig([Keeping], machine with { Xml = machine.Xml.Replace("</interface>", "<filterref filter='clean-traffic'><parameter name='IP' value='192.168.122.9'/></filterref></interface>", StringComparison.Ordinal) });

        var warnings = Ask("fix-address", Keeping, new("52:54:00:00:00:01", Ip: ip)).Warnings(rig.Inventory.Current);

        Assert.Equal(warns, warnings.Any(warning => warning.Text.StartsWith("web-01 may only use 192.168.122.9, and is cut off", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task RestartWithOtherAddresses_SaysWhoKeepsTheFormer()
    {
        var moved = Nat with { InactiveXml = Nat.Xml.Replace("192.168.122.", "192.168.180.", StringComparison.Ordinal) };
        await using var rig = Rig([moved], MachineOn("network='default'"));
        const string lost = "These machines lose their link for some seconds, and are plugged in again: web-01.";
        Assert.Equal(lost, Create("restart", moved).WhatSuffers(rig.Inventory.Current));

        rig.Inventory.Update(snapshot => snapshot.WithLeases("local", Leases((moved, "52:54:00:00:00:01", "192.168.122.9"))));

        Assert.Equal($"{lost} The network has other addresses then, and these machines keep what they have until their guests ask again, or are restarted; meanwhile nobody reaches them: web-01.", Create("restart", moved).WhatSuffers(rig.Inventory.Current));
    }

    [Theory]
    [InlineData("192.168.122.9", "--live", "Only until the network is restarted: then it has 192.168.180.1/24.")]
    [InlineData("192.168.180.9", "--config", "From the restart of the network on, which a change waits for.")]
    public async Task AddressOfOneDefinition_IsFixedInThatAlone(string ip, string where, string warning)
    {
        await using var rig = Rig([Waiting]);
        var asked = Ask("fix-address", Waiting, new("52:54:00:00:00:09", Ip: ip));
        Assert.Empty(asked.Mistakes(rig.Inventory.Current));
        Assert.EndsWith($" {where}", asked.VirshLine, StringComparison.Ordinal);
        Assert.Equal([warning], asked.Warnings(rig.Inventory.Current).Select(said => said.Text));
    }

    [Fact]
    public async Task AddressOfNeitherDefinition_IsRefused() => Assert.Equal("An address of the network, which has 192.168.180.1/24, 192.168.122.1/24.",
        (await StartAsync(Ask("fix-address", Waiting, new("52:54:00:00:00:09", Ip: "10.0.0.1")), Waiting)).Errors["ip"][0]);

    [Theory]
    [InlineData("192.168.122.5", "--live")]
    [InlineData("192.168.180.5", "--config")]
    public async Task AddressOfOneDefinition_IsFreedInThatAlone(string ip, string where)
    {
        await using var rig = Rig([Waiting]);
        var asked = Ask("free-address", Waiting, new(Ip: ip));
        Assert.Empty(asked.Mistakes(rig.Inventory.Current));
        Assert.EndsWith($" ip-dhcp-host --xml='<host mac=\"52:54:00:00:00:01\" ip=\"{ip}\" />' {where}", asked.VirshLine, StringComparison.Ordinal);
    }

    private static ImmutableDictionary<string, ImmutableArray<DhcpLease>> Leases(params (Network Network, string Mac, string Ip)[] leases) =>
        leases.ToImmutableDictionary(lease => lease.Network.Name, lease => ImmutableArray.Create(new DhcpLease("virbr0", null, IPAddressType.IPv4, lease.Mac, lease.Ip, 24, "guest", null)));

    private static readonly Network Keeping = Named("keeping", "virbr0", "<forward mode='nat'/><ip address='192.168.122.1' prefix='24'><dhcp><host mac='52:54:00:00:00:01' ip='192.168.122.5'/></dhcp></ip>");

    private static readonly Network Waiting = Keeping with { InactiveXml = Keeping.Xml.Replace("192.168.122.", "192.168.180.", StringComparison.Ordinal) };

    private static Operation Ask(string word, Network network, NewDhcpHost asked) => TestActions.Registry.Find(ObjectKind.Network, word)!.Create(network, TestMachines.Host("local"), asked);

    [Theory]
    [InlineData("internal error: Child process (dnsmasq --conf-file=…) unexpected exit status 2: dnsmasq: failed to create listening socket for 192.168.150.1: Address already in use", "Another program on the host")]
    [InlineData("internal error: Child process (tc qdisc add dev virbr77 parent 1:2 handle 2: sfq perturb 10) unexpected exit status 2: Error: Specified qdisc kind is unknown.", "The kernel of the host lacks")]
    [InlineData("internal error: No usable Vf's present on SRIOV PF lab0", "The card has no virtual functions")]
    [InlineData("internal error: Network is already in use by interface eth0", "Give the network addresses")]
    [InlineData("something else", null)]
    public void Advice_FollowsLibvirtsWords(string message, string? begins)
    {
        var advice = NetworkAdvice.For(message);
        Assert.True(begins is null ? advice is null : advice!.StartsWith(begins, StringComparison.Ordinal), advice);
    }

    [Fact]
    public async Task NetworkThatIsGone_IsSaid() =>
        Assert.Equal($"There is no network {Nat.Uuid:D} on local (any more).", (await StartAsync(Create("start", Nat))).Refusal);
}

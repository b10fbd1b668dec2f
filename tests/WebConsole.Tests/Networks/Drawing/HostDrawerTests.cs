using System.Collections.Immutable;
using WebConsole.Components.Shared.Drawings;
using WebConsole.Features.Networks.Drawing;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.HostInterfaces;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.Tests.Networks.Drawing;

/// <summary>What hangs on what in the network of a host.</summary>
public sealed class HostDrawerTests
{
    private static readonly HostInterface[] Kernel =
    [
        new() { Name = "lo", Kind = InterfaceKind.Loopback },
        new() { Name = "eth0", Kind = InterfaceKind.Card, IsUp = true, Master = "br0", Speed = 1000, ReceivedRate = 1e6, SentRate = 1e6 },
        new() { Name = "eth1", Kind = InterfaceKind.Card, IsUp = true, Master = "bond0" },
        new() { Name = "bond0", Kind = InterfaceKind.Bond, IsUp = true },
        new() { Name = "br0", Kind = InterfaceKind.Bridge, IsUp = true },
        new() { Name = "docker0", Kind = InterfaceKind.Bridge, IsUp = true },
        new() { Name = "veth7", Kind = InterfaceKind.Veth, IsUp = true, Master = "docker0" },
        new() { Name = "virbr0", Kind = InterfaceKind.Bridge, IsUp = true },
        new() { Name = "vnet1", Kind = InterfaceKind.Tap, IsUp = true, Master = "virbr0", ReceivedRate = 5e6, SentRate = 5e6 },
    ];

    [Fact]
    public void CardsBridgesNetworksAndMachines_HangTogether()
    {
        var drawing = Draw(Kernel, [Network("default", "<forward mode='nat'/><bridge name='virbr0'/>", "virbr0"), Network("office", "<forward mode='bridge'/><bridge name='br0'/>", "br0"), Network("shared", "<forward dev='eth0' mode='bridge'/>", null), Network("off", "<forward mode='nat'/><bridge name='virbr9'/>", "virbr9") with { Active = false }],
            [Machine(1, "<interface type='network'><source network='default'/><target dev='vnet1'/></interface><interface type='bridge'><source bridge='br0'/></interface>"), Machine(2, "<interface type='network'><source network='gone'/></interface>"), Machine(3, "<interface type='user'/>"), Machine(4, "<interface type='direct'><source dev='bond0' mode='bridge'/></interface>")]);

        Assert.Equivalent(new[] { "eth0 > br0", "br0 > office", "eth0 > shared", "virbr0 > default", "default > web-1", "br0 > web-1", "gone > web-2", "bond0 > web-4" }, Lines(drawing), strict: true);
        Assert.Equal(["bond0", "br0", "default", "eth0", "gone", "off", "office", "shared", "virbr0", "web-1", "web-2", "web-4"], drawing.Graph.Nodes.Select(node => node.Title).Order(StringComparer.Ordinal));
        Assert.Equal("1 Gbit/s", drawing.Graph.Nodes.Single(node => node.Title == "eth0").Detail);
    }

    [Fact]
    public void Traffic_IsThatOfTapsAndCards_AndMakesLinesWider()
    {
        var inventory = new[] { Network("default", "<forward mode='nat'/><bridge name='virbr0'/>", "virbr0") };
        var drawing = Draw(Kernel, inventory, [Machine(1, "<interface type='network'><source network='default'/><target dev='vnet1'/></interface>")]);
        var traffic = LineTraffic.Of(drawing, Read(Kernel));

        var titles = drawing.Graph.Nodes.ToDictionary(node => node.Key, node => node.Title);
        Assert.Equal(["br0 3", "default 3.5", "web-1 3.5"], traffic.Widths.Select(pair => $"{titles[pair.Key.To]} {pair.Value}").Order(StringComparer.Ordinal));
        Assert.Equal("10 MB/s", traffic.Words["network:default"]);
        Assert.Empty(LineTraffic.Of(drawing, null).Words);
    }

    /// <summary>As a phone shows it.</summary>
    [Fact]
    public void Tree_HasAMachineBelowEachOfItsNetworks_AndWhatHangsOnNothingAtTheEnd()
    {
        var inventory = Inventory([Network("default", "<forward mode='nat'/><bridge name='virbr0'/>", "virbr0"), Network("office", "<forward mode='bridge'/><bridge name='br9'/>", null) with { Active = false }, Network("lab", "<bridge name='br0'/>", "br0")],
            [Machine(1, "<interface type='network'><mac address='52:54:00:00:00:01'/><source network='default'/></interface><interface type='network'><mac address='52:54:00:00:00:02'/><source network='lab'/></interface>")]);
        inventory = inventory.WithLeases("local", new Dictionary<string, ImmutableArray<Libvirt.DhcpLease>>
        {
            ["lab"] = [new("br0", null, Libvirt.IPAddressType.IPv4, "52:54:00:00:00:02", "192.168.150.108", 24, null, null)],
        }.ToImmutableDictionary());

        var graph = HostDrawer.Of(inventory, "local", Read(Kernel), _ => false).Graph;
        var branches = graph.Branches();

        // What an address in the other network is, nobody has told.
        Assert.Equal([null, "192.168.150.108"], branches.Where(branch => branch.Node.Title == "web-1").Select(branch => branch.Detail).Order(StringComparer.Ordinal));
        Assert.Equal("office", Assert.Single(branches, branch => graph.IsLoose(branch.Node) && branch.Depth == 0).Node.Title);
        Assert.Equal("office", branches[^1].Node.Title);
        Assert.Equal(branches.Count, branches.Select(branch => branch.Path).Distinct().Count());
    }

    [Theory]
    [InlineData(0, 1.5)]
    [InlineData(10e3, 1.5)]
    [InlineData(1e6, 2.75)]
    [InlineData(100e6, 4)]
    [InlineData(1e12, 4)]
    public void Width_IsBetweenThinnestAndWidest(double rate, double width) => Assert.Equal(width, LineTraffic.WidthOf(rate));

    [Fact]
    public void ManyMachines_AreFolded_NetworkByNetwork_AndOpened()
    {
        Network[] networks = [.. Enumerable.Range(0, 30).Select(number => Network($"empty-{number}", "<bridge name='none'/>", null)), Network("default", "<forward mode='nat'/>", "virbr0"), Network("other", "<forward mode='nat'/>", null)];
        Machine[] machines = [.. Enumerable.Range(1, 41).Select(number => Machine(number, "<interface type='network'><source network='default'/></interface>")), .. Enumerable.Range(50, 5).Select(number => Machine(number, "<interface type='network'><source network='other'/></interface>"))];

        var folded = Draw(Kernel, networks, machines);
        Assert.Equal(["20 more", "31 more"], folded.Graph.Nodes.Where(node => node.IsFold).Select(node => node.Title).Order(StringComparer.Ordinal));
        Assert.Equal(15, folded.Graph.Nodes.Count(node => node.Kind == "machine"));
        Assert.Contains("default > 31 more", Lines(folded));

        var open = Draw(Kernel, networks, machines, "fold:network:default");
        Assert.Equal(46, open.Graph.Nodes.Count(node => node.Kind == "machine"));
        Assert.Equal("20 more", Assert.Single(open.Graph.Nodes, node => node.IsFold).Title);
    }

    [Fact]
    public void NoTwoBoxes_StandOnOnePlace_AndEachBoxIsReadBeforeWhatItLeadsTo()
    {
        var drawing = Draw(Kernel, [Network("default", "<forward mode='nat'/>", "virbr0"), Network("office", "<forward mode='bridge'/><bridge name='br0'/>", "br0")],
            [.. Enumerable.Range(1, 300).Select(number => Machine(number, $"<interface type='network'><source network='{(number % 3 == 0 ? "office" : "default")}'/></interface><interface type='network'><source network='{(number % 7 == 0 ? "office" : "default")}'/></interface>"))], "fold:network:default", "fold:network:office");
        var layout = new DrawingLayout(drawing.Graph);

        Assert.Equal(drawing.Graph.Nodes.Length, drawing.Graph.Nodes.Select(layout.At).Distinct().Count());
        Assert.Equal(drawing.Graph.Nodes, layout.InOrder);
        Assert.Equal(300, drawing.Graph.Nodes.Count(node => node.Kind == "machine"));
        // As high as its machines, and what nothing hangs on.
        Assert.InRange(layout.Height, 300 * 60, 305 * 60);
    }

    [Fact]
    public void ColumnWithoutBoxes_TakesNoRoom()
    {
        var layout = new DrawingLayout(HostDrawer.Of(Inventory([Network("default", "<forward mode='nat'/><bridge name='virbr0'/>", "virbr0")], []), "local", null, _ => false).Graph);
        Assert.Equal([HostDrawer.BridgeLayer, HostDrawer.NetworkLayer], layout.Layers);
        Assert.Equal(16, layout.LeftOf(HostDrawer.BridgeLayer));
    }

    [Fact]
    public void HostElsewhere_IsDrawnFromWhatLibvirtTells()
    {
        var drawing = HostDrawer.Of(Inventory([Network("default", "<forward mode='nat'/><bridge name='virbr0'/>", "virbr0")], [Machine(1, "<interface type='network'><source network='default'/></interface>")]), "local", null, _ => false);
        Assert.Equal(["default > web-1", "virbr0 > default"], Lines(drawing).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Lines(HostDrawing drawing)
    {
        var titles = drawing.Graph.Nodes.ToDictionary(node => node.Key, node => node.Title);
        return drawing.Graph.Lines.Select(line => $"{titles[line.From]} > {titles[line.To]}");
    }

    private static HostDrawing Draw(HostInterface[] kernel, Network[] networks, Machine[] machines, params string[] open) => HostDrawer.Of(Inventory(networks, machines), "local", Read(kernel), open.Contains);

    private static HostInterfaceReading Read(HostInterface[] kernel) => new("local", [.. kernel], DateTimeOffset.UnixEpoch);

    private static InventorySnapshot Inventory(Network[] networks, Machine[] machines) => InventorySnapshot.Empty with
    {
        Networks = InventorySnapshot.Empty.Networks.SetItems(networks.Select(network => KeyValuePair.Create((network.Host, network.Uuid), network))),
        Machines = InventorySnapshot.Empty.Machines.SetItems(machines.Select(machine => KeyValuePair.Create(machine.Id, machine))),
    };

    private static Network Network(string name, string xml, string? bridge) => new("local", Guid.NewGuid(), name, true, true, true, bridge, $"<network><name>{name}</name>{xml}</network>");

    private static Machine Machine(int number, string cards) => new()
    {
        Id = new MachineId("local", new Guid(number, 0, 0, new byte[8])), Name = $"web-{number}", State = MachineState.Running, IsActive = true, Xml = $"<domain type='kvm'><name>web-{number}</name><devices>{cards}</devices></domain>",
    };
}

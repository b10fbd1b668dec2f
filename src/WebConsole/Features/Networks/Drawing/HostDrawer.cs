using System.Collections.Immutable;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Components.Shared.Drawings;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.HostDevices;
using WebConsole.Hypervisor.HostInterfaces;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;
using Network = WebConsole.Hypervisor.Inventory.Network;

namespace WebConsole.Features.Networks.Drawing;

/// <summary>Draws the network of a host from left to right: its cards, the bridges over them, the virtual networks, and the machines on these.</summary>
internal sealed class HostDrawer
{
    /// <summary>The columns.</summary>
    public const int CardLayer = 0, BridgeLayer = 1, NetworkLayer = 2, MachineLayer = 3;

    /// <summary>A drawing with more boxes is folded: so many machines of a network are drawn then, and so many networks without machines.</summary>
    private const int Most = 60, Unfolded = 10;

    /// <summary>A bridge of containers has hundreds of ports: it is no less clear with these.</summary>
    private const int MostPorts = 8;

    private readonly HostInterfaceReading? _reading;
    private readonly Dictionary<string, HostInterface> _interfaces;
    private readonly ILookup<string, HostInterface> _ports;
    private readonly Network[] _networks;
    private readonly Machine[] _machines;
    private readonly string _host;
    private readonly Func<string, bool> _isOpen;
    private readonly bool _folds;

    private readonly Dictionary<string, DrawingNode> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _after = new(StringComparer.Ordinal);
    private readonly HashSet<DrawingLine> _lines = [];
    private readonly Dictionary<DrawingLine, HashSet<string>> _traffic = [];
    private readonly Dictionary<string, HashSet<string>> _own = new(StringComparer.Ordinal);
    private readonly List<string> _tops = [];
    private readonly ImmutableDictionary<(string Host, string Network), ImmutableArray<Libvirt.DhcpLease>> _leases;
    private readonly Dictionary<DrawingLine, string?> _details = [];

    private HostDrawer(InventorySnapshot inventory, string host, HostInterfaceReading? reading, Func<string, bool> isOpen, bool folds)
    {
        (_host, _reading, _isOpen, _folds, _leases) = (host, reading, isOpen, folds, inventory.Leases);
        _interfaces = (reading?.All ?? []).ToDictionary(one => one.Name, StringComparer.Ordinal);
        _ports = (reading?.All ?? []).Where(one => one.Master is not null).ToLookup(one => one.Master!, StringComparer.Ordinal);
        _networks = [.. inventory.Networks.Values.Where(network => network.Host == host).OrderBy(network => network.Name, NaturalOrder.Instance)];
        _machines = [.. inventory.Machines.Values.Where(machine => machine.Id.Host == host).OrderBy(machine => !machine.IsActive).ThenBy(machine => machine.Name, NaturalOrder.Instance)];
    }

    /// <param name="inventory">What there is, as far as whoever looks may see it.</param>
    /// <param name="host">The host.</param>
    /// <param name="reading">Its interfaces; <c>null</c> as long as they are not known.</param>
    /// <param name="isOpen">Whether a fold, by its key, is open.</param>
    public static HostDrawing Of(InventorySnapshot inventory, string host, HostInterfaceReading? reading, Func<string, bool> isOpen)
    {
        var drawer = new HostDrawer(inventory, host, reading, isOpen, folds: false);
        return drawer._networks.Length + drawer._machines.Length <= Most && drawer.Draw() is { Graph.Nodes.Length: <= Most } whole ? whole : new HostDrawer(inventory, host, reading, isOpen, folds: true).Draw();
    }

    private HostDrawing Draw()
    {
        foreach (var card in (_reading?.All ?? []).Where(one => IsOfHost(one) && (one.Master is null || !_interfaces.TryGetValue(one.Master, out var above) || above.Kind is not InterfaceKind.Bond)).OrderBy(one => one.Name, NaturalOrder.Instance))
            Top(Interface(card.Name, CardLayer));
        var machines = _machines.Select(machine => (machine, Cards: MachineCard.Of(machine))).Where(pair => pair.Cards.Any(IsDrawn)).ToArray();
        foreach (var bridge in (_reading?.All ?? []).Where(one => one.Kind is InterfaceKind.Bridge or InterfaceKind.OpenVSwitch && _ports[one.Name].Any(IsOfHost)).OrderBy(one => one.Name, NaturalOrder.Instance))
            Bridge(bridge.Name);
        var used = machines.SelectMany(pair => pair.Cards).Select(card => card.Network).OfType<string>().ToHashSet(StringComparer.Ordinal);
        DrawNetworks([.. _networks.Where(network => used.Contains(network.Name))]);
        DrawUnused([.. _networks.Where(network => !used.Contains(network.Name))]);
        foreach (var group in machines.GroupBy(pair => ParentOf(pair.Cards.First(IsDrawn))))
            DrawMachines(group.Key, [.. group]);
        return new HostDrawing(new DrawingGraph(InOrder(), [.. _after.SelectMany(pair => pair.Value.Select(to => new DrawingLine(pair.Key, to)))]) { FansOut = true, HangsFrom = NetworkLayer, Details = _details.ToImmutableDictionary() },
            _traffic.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.ToImmutableArray()), _own.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.ToImmutableArray()));
    }

    private void DrawNetworks(IReadOnlyList<Network> networks)
    {
        foreach (var network in networks)
            Add(network);
    }

    /// <summary>Networks that no machine is on.</summary>
    private void DrawUnused(IReadOnlyList<Network> networks)
    {
        const string Fold = "fold:networks";
        var shown = !_folds || networks.Count <= Unfolded + 1 || _isOpen(Fold) ? networks.Count : Unfolded;
        DrawNetworks([.. networks.Take(shown)]);
        if (shown < networks.Count)
            Top(new DrawingNode(Fold, NetworkLayer, "more", Icons.Material.Outlined.UnfoldMore, $"{networks.Count - shown} more") { Detail = "networks without machines", IsFold = true });
    }

    private void Add(Network network)
    {
        var xml = NetworkXml.TryParse(network.Xml, out var parsed) ? parsed : null;
        var node = new DrawingNode($"network:{network.Name}", NetworkLayer, "network", Icons.Material.Outlined.Lan, network.Name)
        {
            Detail = NetworkWords.Kind(xml), Link = AppUrls.Of(network.Id), State = network.Active ? "active" : "inactive", StateWord = network.Active ? "active" : "off",
        };
        string[] devices = [.. NetworkWords.Devices(xml).Where(name => !name.Contains(':', StringComparison.Ordinal))];
        var bridge = network.Bridge ?? xml?.Bridge;
        // A network that is off has no bridge, unless it is the host's own.
        if (bridge is not null && (_reading is not { IsWhole: true } ? network.Active : _interfaces.ContainsKey(bridge)))
        {
            var above = Bridge(bridge);
            foreach (var device in devices.Where(device => device != bridge))
                Connect(Top(Interface(device, CardLayer)), above);
            Put(node);
            Connect(above, node.Key);
            return;
        }
        if (devices.Length == 0)
            Top(node);
        Put(node);
        foreach (var device in devices)
            Connect(Top(Interface(device, CardLayer)), node.Key);
    }

    private void DrawMachines(string parent, IReadOnlyList<(Machine Machine, ImmutableArray<MachineCard> Cards)> machines)
    {
        var fold = $"fold:{parent}";
        var shown = !_folds || machines.Count <= Unfolded + 1 || _isOpen(fold) ? machines.Count : Unfolded;
        foreach (var (at, (machine, cards)) in machines.Index())
        {
            var node = at < shown ? Box(machine) : new DrawingNode(fold, MachineLayer, "more", Icons.Material.Outlined.UnfoldMore, $"{machines.Count - shown} more") { Detail = "machines", IsFold = true };
            Put(node);
            foreach (var card in cards.Where(IsDrawn))
            {
                var from = ParentOf(card);
                EnsureParent(card, from);
                Connect(from, node.Key, card.Tap);
                if (!node.IsFold && cards.Count(IsDrawn) > 1)
                    _details[new DrawingLine(from, node.Key)] = AddressOf(card);
            }
        }
    }

    /// <summary>The address that a network has given a card; <c>null</c> where it is not known.</summary>
    private string? AddressOf(MachineCard card) => card is { Network: { } network, Mac: { } mac }
        ? _leases.GetValueOrDefault((_host, network), []).FirstOrDefault(lease => string.Equals(lease.HardwareAddress, mac, StringComparison.OrdinalIgnoreCase))?.Address : null;

    /// <summary>What a card names and nobody else has drawn: a network that is not there, a bridge, a card of the host.</summary>
    private void EnsureParent(MachineCard card, string key)
    {
        if (_nodes.ContainsKey(key))
            return;
        if (card.Network is { } network)
            Top(new DrawingNode(key, NetworkLayer, "network", Icons.Material.Outlined.Lan, network) { State = "failed", StateWord = "not there" });
        else if (card.Bridge is { } bridge)
            Bridge(bridge);
        else
            Top(Interface(card.Device!, CardLayer));
    }

    private static bool IsDrawn(MachineCard card) => (card.Network ?? card.Bridge ?? card.Device) is not null;

    private static string ParentOf(MachineCard card) => card.Network is { } network ? $"network:{network}" : $"interface:{card.Bridge ?? card.Device}";

    /// <summary>What the host itself is plugged in by; what software makes counts where it is a port of a bridge.</summary>
    private static bool IsOfHost(HostInterface one) => one.Kind is InterfaceKind.Card or InterfaceKind.Wireless or InterfaceKind.Bond or InterfaceKind.Vlan;

    /// <returns>Its key.</returns>
    private string Bridge(string name)
    {
        var node = Interface(name, BridgeLayer);
        if (!_nodes.ContainsKey(node.Key))
        {
            HostInterface[] ports = [.. _ports[name].Where(port => port.Kind is not (InterfaceKind.Tap or InterfaceKind.Macvtap)).OrderBy(port => !IsOfHost(port)).ThenBy(port => port.Name, NaturalOrder.Instance).Take(MostPorts)];
            if (ports.Length == 0)
                Top(node);
            Put(node);
            foreach (var port in ports)
                Connect(Top(Interface(port.Name, CardLayer)), node.Key, port.Name);
        }
        return node.Key;
    }

    private DrawingNode Interface(string name, int layer)
    {
        var one = _interfaces.GetValueOrDefault(name);
        var kind = one?.Kind is { } known and not InterfaceKind.Unknown ? known.ToWord() : layer == BridgeLayer ? "bridge" : "network card";
        return new DrawingNode($"interface:{name}", layer, kind, layer == BridgeLayer ? Icons.Material.Outlined.DeviceHub : Icons.Material.Outlined.SettingsEthernet, name)
        {
            Detail = one?.Addresses.FirstOrDefault(address => !address.IsOfLink)?.Address ?? NodeDeviceWords.Speed(one?.Speed) ?? (one?.Kind is InterfaceKind.Card or InterfaceKind.Bridge or null ? null : kind),
            Link = one is null ? null : AppUrls.HostInterface(_host, name),
            State = one?.State, StateWord = one?.StateWord,
        };
    }

    private static DrawingNode Box(Machine machine) => new($"machine:{machine.Id.Uuid:D}", MachineLayer, "machine", Icons.Material.Outlined.Computer, machine.Name)
    {
        Detail = machine.Addresses switch { [] => null, [var only] => only, [var first, .. var more] => $"{first} +{more.Length}" },
        Link = AppUrls.Machine(machine.Id), State = machine.State.ToToken(), StateWord = machine.State.ToWord(),
    };

    /// <summary>Adds a box that nothing leads to yet.</summary>
    /// <returns>Its key.</returns>
    private string Top(DrawingNode node)
    {
        if (Put(node))
            _tops.Add(node.Key);
        return node.Key;
    }

    private bool Put(DrawingNode node)
    {
        if (!_nodes.TryAdd(node.Key, node))
            return false;
        if (node.Key.StartsWith("interface:", StringComparison.Ordinal))
            Own(node.Key, node.Title);
        return true;
    }

    private void Connect(string from, string to, string? carries = null)
    {
        var line = new DrawingLine(from, to);
        if (_lines.Add(line))
            (_after.TryGetValue(from, out var next) ? next : _after[from] = []).Add(to);
        if (carries is null)
            return;
        (_traffic.TryGetValue(line, out var all) ? all : _traffic[line] = new(StringComparer.Ordinal)).Add(carries);
        if (!to.StartsWith("interface:", StringComparison.Ordinal))
            Own(to, carries);
        if (from.StartsWith("network:", StringComparison.Ordinal))
            Own(from, carries);
    }

    private void Own(string node, string name) => (_own.TryGetValue(node, out var all) ? all : _own[node] = new(StringComparer.Ordinal)).Add(name);

    /// <summary>Each box before what it leads to, so that a reader, the keyboard and a phone go from the card to its machines.</summary>
    private ImmutableArray<DrawingNode> InOrder()
    {
        var (found, seen) = (ImmutableArray.CreateBuilder<DrawingNode>(_nodes.Count), new HashSet<string>(StringComparer.Ordinal));
        foreach (var top in _tops)
            Follow(top);
        foreach (var left in _nodes.Keys.Where(key => !seen.Contains(key)).ToArray())
            Follow(left);
        return found.DrainToImmutable();

        void Follow(string key)
        {
            if (!seen.Add(key))
                return;
            found.Add(_nodes[key]);
            foreach (var next in _after.GetValueOrDefault(key, []))
                Follow(next);
        }
    }
}

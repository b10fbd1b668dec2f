using Libvirt.Xml;
using MudBlazor;
using WebConsole.Components.Shared.Drawings;
using WebConsole.Features.Machines.Hardware;
using WebConsole.Hosting;
using WebConsole.Hypervisor;

namespace WebConsole.Features.Machines.Drawing;

/// <summary>Network cards, the networks that they are on, and the bridges and cards of the host behind these.</summary>
/// <param name="sheet">The drawing.</param>
/// <param name="context">The objects of the host.</param>
/// <param name="portsOf">The host's cards that are ports of a bridge.</param>
internal sealed class NetworkParts(DrawingSheet sheet, HardwareContext context, Func<string, IReadOnlyList<string>> portsOf)
{
    private const int NetworkLayer = DrawingSheet.FirstLayer, BridgeLayer = NetworkLayer + 1, CardLayer = BridgeLayer + 1;

    private readonly Lazy<Dictionary<string, NodeDeviceXml>> _cards = new(() => context.Inventory.NodeDevices.Values
        .Where(device => device.Host == context.Host && device.Name.StartsWith("net_", StringComparison.Ordinal))
        .Select(device => NodeDeviceXml.TryParse(device.Xml, out var view) ? view : null)
        .Where(view => view?.InterfaceName is not null).DistinctBy(view => view!.InterfaceName).ToDictionary(view => view!.InterfaceName!, view => view!));

    public void Add(DrawingNode device, InterfaceXml card)
    {
        sheet.AddDevice(device);
        switch (card.Type)
        {
            case "network" when card.SourceNetwork is { } name:
                AddNetwork(device.Key, name);
                break;
            case "bridge" when card.SourceBridge is { } bridge:
                AddBridge(device.Key, bridge);
                break;
            case "direct" when card.SourceDevice is { } below:
                sheet.Lead(device.Key, Interface(below, CardLayer, "card of the host"));
                break;
            case "hostdev" when card.SourcePciAddress is { } address:
                sheet.Lead(device.Key, new DrawingNode($"pci:{address}", NetworkLayer, "device of the host", Icons.Material.Outlined.Extension, context.PciDeviceName(address) ?? address) { Detail = address });
                break;
            case "user":
                sheet.Lead(device.Key, new DrawingNode("user", NetworkLayer, "network", Icons.Material.Outlined.Public, "The host's own connections") { Detail = "without an address in a network" });
                break;
        }
    }

    private void AddNetwork(string from, string name)
    {
        if (context.Network(name) is not { } network)
        {
            sheet.Lead(from, new DrawingNode($"network:{name}", NetworkLayer, "network", Icons.Material.Outlined.Lan, name) { State = "failed", StateWord = "not there" });
            return;
        }
        var state = ((ISubject)network).StateWord;
        var view = NetworkXml.TryParse(network.Xml, out var parsed) ? parsed : null;
        var box = new DrawingNode($"network:{name}", NetworkLayer, "network", Icons.Material.Outlined.Lan, name) { Detail = view?.ForwardMode ?? "isolated", Link = AppUrls.Of(network.Id), State = state, StateWord = state };
        if (!sheet.Lead(from, box))
            return;
        var last = box.Key;
        if ((network.Bridge ?? view?.Bridge) is { } bridge)
        {
            last = AddBridge(last, bridge);
        }
        foreach (var below in new[] { view?.ForwardDevice }.Concat(view?.ForwardInterfaces ?? Enumerable.Empty<string>()).OfType<string>().Distinct())
            sheet.Lead(last, Interface(below, CardLayer, "card of the host"));
    }

    /// <returns>Its key.</returns>
    private string AddBridge(string from, string name)
    {
        var bridge = Interface(name, BridgeLayer, "bridge");
        if (sheet.Lead(from, bridge))
        {
            foreach (var port in portsOf(name))
                sheet.Lead(bridge.Key, Interface(port, CardLayer, "card of the host"));
        }
        return bridge.Key;
    }

    private DrawingNode Interface(string name, int layer, string kind)
    {
        var known = _cards.Value.GetValueOrDefault(name);
        return new DrawingNode($"interface:{name}", layer, kind, kind is "bridge" ? Icons.Material.Outlined.DeviceHub : Icons.Material.Outlined.SettingsEthernet, name)
        {
            Detail = known?.LinkSpeed is { } speed and > 0 ? $"{kind}, {speed} Mbit/s" : kind,
            State = known?.LinkState switch { "up" => "active", "down" => "inactive", _ => null },
            StateWord = known?.LinkState,
        };
    }
}

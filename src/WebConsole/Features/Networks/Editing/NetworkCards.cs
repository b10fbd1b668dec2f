using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;
using Network = WebConsole.Hypervisor.Inventory.Network;

namespace WebConsole.Features.Networks.Editing;

/// <summary>A card of a running machine on a network.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Name">Its name.</param>
/// <param name="Mac">The card's MAC address.</param>
internal sealed record NetworkCard(MachineId Machine, string Name, string Mac)
{
    /// <summary>Those that lose their link when the network stops, by the names of their machines: only a bridge of libvirt's own goes.</summary>
    public static IReadOnlyList<NetworkCard> Losing(InventorySnapshot inventory, Network network) =>
        !NetworkBridge.IsOwn(NetworkXml.TryParse(network.Xml, out var xml) ? xml : null) ? []
        : [.. NetworkUsers.Running(inventory, network).SelectMany(machine => On(machine, network))];

    private static IEnumerable<NetworkCard> On(Machine machine, Network network) => !DomainXml.TryParse(machine.Xml, out var xml) ? []
        : xml.Interfaces.Where(card => IsOn(card, network.Name, network.Bridge)).Select(card => card.MacAddress).OfType<string>().Select(mac => new NetworkCard(machine.Id, machine.Name, mac));

    private static bool IsOn(InterfaceXml card, string network, string? bridge) => card.SourceNetwork == network || (card.SourceBridge is { } on && on == bridge);

    /// <summary>The card in the definition in force of its machine; <c>null</c> once it is gone.</summary>
    public XElement? In(string running) => DomainXml.TryParse(running, out var xml) ? xml.Interfaces.FirstOrDefault(card => string.Equals(card.MacAddress, Mac, StringComparison.OrdinalIgnoreCase))?.Element : null;

    /// <summary>The host's device of a card.</summary>
    public static string? DeviceOf(XElement card) => card.Element("target")?.Attribute("dev")?.Value is { } device && NetworkDeviceName.Mistake(device) is null ? device : null;

    /// <summary>
    /// Two definitions of a card that plug it in again, one after the other: libvirt does nothing for the one that stands, and reports success. So it goes
    /// to the network's bridge by another word for it, and back. On no other network meanwhile.
    /// </summary>
    /// <param name="card">As it is in force.</param>
    /// <param name="network">The network's name.</param>
    /// <param name="bridge">Its bridge.</param>
    public static (XElement There, XElement Back) ByAnotherWord(XElement card, string network, string bridge)
    {
        var (asNetwork, asBridge) = (With(card, "network", new XElement("source", new XAttribute("network", network))), With(card, "bridge", new XElement("source", new XAttribute("bridge", bridge))));
        if (card.Attribute("type")?.Value is "bridge")
            return (asNetwork, asBridge);
        if (card.Element("source")?.Attribute("portgroup") is { } group)
            asNetwork.Element("source")!.Add(new XAttribute(group));
        return (asBridge, asNetwork);
    }

    private static XElement With(XElement card, string type, XElement source)
    {
        var copy = new XElement(card);
        copy.SetAttributeValue("type", type);
        copy.Elements("source").Remove();
        copy.AddFirst(source);
        return copy;
    }
}

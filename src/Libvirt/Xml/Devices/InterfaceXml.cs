using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A network card.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#network-interfaces"/>
public sealed partial class InterfaceXml(XElement element) : DeviceXml(element)
{
    /// <summary>A new card that is not in a document yet; libvirt gives it a MAC address.</summary>
    /// <param name="source">What it is connected to.</param>
    /// <param name="model">The card's model; left to libvirt it depends on the machine.</param>
    public static InterfaceXml New(InterfaceSource source, string? model = "virtio")
    {
        ArgumentNullException.ThrowIfNull(source);
        var card = new InterfaceXml(new XElement("interface")) { Type = source.Type };
        card.SetSource(source);
        card.Model = model;
        return card;
    }

    /// <summary>
    /// Replaces the connection completely: everything that belongs to the old connection (switch port, host interface)
    /// is removed. The same source changes nothing.
    /// </summary>
    public void SetSource(InterfaceSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source == InterfaceSource.Of(this))
            return;
        foreach (var part in (string[])["source", "virtualport", "target"])
            Remove(part);
        source.Write(this);
    }

    /// <summary>What it is connected to: <c>network</c>, <c>bridge</c>, <c>direct</c> (macvtap), <c>user</c>, <c>ethernet</c>, <c>hostdev</c>, <c>vhostuser</c>, <c>vdpa</c>, …</summary>
    public string? Type { get => Get("@type"); set => Set("@type", value); }

    /// <summary>The card's MAC address.</summary>
    public string? MacAddress { get => Get("mac@address"); set => Set("mac@address", value); }

    /// <summary>The network's name, of type <c>network</c>.</summary>
    public string? SourceNetwork { get => Get("source@network"); set => Set("source@network", value); }

    /// <summary>The network's group of ports.</summary>
    public string? SourcePortGroup { get => Get("source@portgroup"); set => Set("source@portgroup", value); }

    /// <summary>The bridge on the host, given (type <c>bridge</c>) or the network's, in a running domain.</summary>
    public string? SourceBridge { get => Get("source@bridge"); set => Set("source@bridge", value); }

    /// <summary>The host's network device, of type <c>direct</c>.</summary>
    public string? SourceDevice { get => Get("source@dev"); set => Set("source@dev", value); }

    /// <summary>How macvtap forwards: <c>vepa</c>, <c>bridge</c>, <c>private</c>, <c>passthrough</c>; of <c>vhostuser</c>, who serves: <c>client</c> or <c>server</c>.</summary>
    public string? SourceMode { get => Get("source@mode"); set => Set("source@mode", value); }

    /// <summary>The socket, of type <c>vhostuser</c>.</summary>
    public string? SourceSocket { get => Get("source@path"); set => Set("source@path", value); }

    /// <summary>The PCI address of the host's card, of type <c>hostdev</c>.</summary>
    public string? SourcePciAddress => PciAddress.Read(Element.Element("source")?.Element("address"));

    /// <summary>The interface on the host, such as <c>vnet3</c>.</summary>
    public string? TargetDevice { get => Get("target@dev"); set => Set("target@dev", value); }

    /// <summary>The card's name in a container.</summary>
    public string? GuestDevice { get => Get("guest@dev"); set => Set("guest@dev", value); }

    /// <summary>The card's model: <c>virtio</c>, <c>e1000e</c>, <c>rtl8139</c>, …</summary>
    public string? Model { get => Get("model@type"); set => Set("model@type", value); }

    /// <summary>What moves the packets: <c>vhost</c>, <c>qemu</c>, <c>vfio</c>.</summary>
    public string? DriverName { get => Get("driver@name"); set => Set("driver@name", value); }

    /// <summary>How many queues a virtio card has.</summary>
    public int? Queues { get => GetInt("driver@queues"); set => SetNumber("driver@queues", value); }

    /// <summary>Whether the cable is plugged in: <c>up</c> (also when missing) or <c>down</c>.</summary>
    public string? LinkState { get => Get("link@state"); set => Set("link@state", value); }

    /// <summary>The largest packet, in bytes.</summary>
    public int? Mtu { get => GetInt("mtu@size"); set => SetNumber("mtu@size", value); }

    /// <summary>The packet filter that guards it.</summary>
    public string? Filter { get => Get("filterref@filter"); set => Set("filterref@filter", value); }

    /// <summary>The kind of switch port: <c>openvswitch</c>, <c>802.1Qbh</c>, …</summary>
    public string? VirtualPortType { get => Get("virtualport@type"); set => Set("virtualport@type", value); }

    /// <summary>Whether it carries several VLANs.</summary>
    public bool? VlanTrunk { get => GetYesNo("vlan@trunk"); set => SetYesNo("vlan@trunk", value); }

    /// <summary>Its VLANs.</summary>
    public XmlTexts VlanTags => Texts("vlan/tag@id");

    /// <summary>Options that all virtio devices have.</summary>
    public VirtioOptionsXml VirtioOptions => new(this, "driver");
}

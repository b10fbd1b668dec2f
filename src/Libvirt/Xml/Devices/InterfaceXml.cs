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

    /// <summary>The interface on the host, such as <c>vnet3</c>.</summary>
    public string? TargetDevice { get => Get("target@dev"); set => Set("target@dev", value); }

    /// <summary>The card's name in a container.</summary>
    public string? GuestDevice { get => Get("guest@dev"); set => Set("guest@dev", value); }

    /// <summary>The card's model: <c>virtio</c>, <c>e1000e</c>, <c>rtl8139</c>, …</summary>
    public string? Model { get => Get("model@type"); set => Set("model@type", value); }

    /// <summary>Whether the cable is plugged in: <c>up</c> (also when missing) or <c>down</c>.</summary>
    public string? LinkState { get => Get("link@state"); set => Set("link@state", value); }

    /// <summary>The largest packet, in bytes.</summary>
    public int? Mtu { get => GetInt("mtu@size"); set => SetNumber("mtu@size", value); }

    /// <summary>The packet filter that guards it.</summary>
    public string? Filter { get => Get("filterref@filter"); set => Set("filterref@filter", value); }

    /// <summary>The port of a switch that it is connected to.</summary>
    public VirtualPortXml VirtualPort => new(this, "virtualport");

    /// <summary>Whether it carries several VLANs.</summary>
    public bool VlanTrunk { get => GetYes("vlan@trunk"); set => SetYes("vlan@trunk", value); }

    /// <summary>Its VLANs.</summary>
    public XmlList<VlanTagXml> Vlans => Views("vlan/tag", e => new VlanTagXml(e));

    /// <summary>Whether libvirt takes the host's card from its driver at a start and gives it back, of type <c>hostdev</c>.</summary>
    public bool? Managed { get => GetYesNo("@managed"); set => SetYesNo("@managed", value); }

    /// <summary>Whether the host follows the guest's own filters of what it receives.</summary>
    public bool? TrustGuestFilters { get => GetYesNo("@trustGuestRxFilters"); set => SetYesNo("@trustGuestRxFilters", value); }

    /// <summary>Who chose the MAC address, of VMware: <c>generated</c> or <c>static</c>.</summary>
    public string? MacType { get => Get("mac@type"); set => Set("mac@type", value); }

    /// <summary>Whether the MAC address is checked, of VMware.</summary>
    public bool? MacCheck { get => GetYesNo("mac@check"); set => SetYesNo("mac@check", value); }

    /// <summary>Whether libvirt makes the interface on the host, of type <c>ethernet</c>; null for yes.</summary>
    public bool? TargetManaged { get => GetYesNo("target@managed"); set => SetYesNo("target@managed", value); }

    /// <summary>The card's name in a running container.</summary>
    public string? GuestActualDevice { get => Get("guest@actual"); set => Set("guest@actual", value); }

    /// <summary>Whether it reaches no other isolated port of its bridge.</summary>
    public bool? Isolated { get => GetYesNo("port@isolated"); set => SetYesNo("port@isolated", value); }

    /// <summary>What the packet filter is told.</summary>
    public XmlList<FilterParameterXml> FilterParameters => Views("filterref/parameter", e => new FilterParameterXml(e));

    /// <summary>Addresses in the guest, of containers and of type <c>user</c>.</summary>
    public XmlList<InterfaceIpXml> Ips => Views("ip", e => new InterfaceIpXml(e));

    /// <summary>Routes in a container.</summary>
    public XmlList<NetworkRouteXml> Routes => Views("route", e => new NetworkRouteXml(e));

    /// <summary>A program that sets up the interface on the host.</summary>
    public string? Script { get => Get("script@path"); set => Set("script@path", value); }

    /// <summary>A program that takes it down.</summary>
    public string? DownScript { get => Get("downscript@path"); set => Set("downscript@path", value); }

    /// <summary>The domain that serves it, of Xen; null for the host's.</summary>
    public string? BackendDomain { get => Get("backenddomain@name"); set => Set("backenddomain@name", value); }

    /// <summary>Its option ROM.</summary>
    public RomXml Rom => new(this, "rom");

    /// <summary>Its part in a bond that outlasts a migration.</summary>
    public TeamingXml Teaming => new(this, "teaming");
}

namespace Libvirt.Xml;

public sealed partial class InterfaceXml
{
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

    /// <summary>The name of what is connected to, of types without another word for it.</summary>
    public string? SourceName { get => Get("source@name"); set => Set("source@name", value); }

    /// <summary>How it is reached: <c>unix</c>, of type <c>vhostuser</c>.</summary>
    public string? SourceType { get => Get("source@type"); set => Set("source@type", value); }

    /// <summary>The address of the host's card, of type <c>hostdev</c>.</summary>
    public DeviceAddressXml SourceAddress => new(this, "source/address");

    /// <summary>The maker of the host's card on USB, of type <c>hostdev</c>, such as <c>0x0951</c>.</summary>
    public string? SourceVendorId { get => Get("source/vendor@id"); set => Set("source/vendor@id", value); }

    /// <summary>Its product, such as <c>0x1625</c>.</summary>
    public string? SourceProductId { get => Get("source/product@id"); set => Set("source/product@id", value); }

    /// <summary>The address connected to or listened on, of types <c>udp</c>, <c>client</c>, <c>server</c>, <c>mcast</c>.</summary>
    public string? SourceHost { get => Get("source@address"); set => Set("source@address", value); }

    /// <summary>The port of that address.</summary>
    public int? SourcePort { get => GetInt("source@port"); set => SetNumber("source@port", value); }

    /// <summary>The address on this host, of type <c>udp</c>.</summary>
    public string? SourceLocalHost { get => Get("source/local@address"); set => Set("source/local@address", value); }

    /// <summary>The port of that address.</summary>
    public int? SourceLocalPort { get => GetInt("source/local@port"); set => SetNumber("source/local@port", value); }

    /// <summary>What happens when the connection breaks, of type <c>vhostuser</c>.</summary>
    public ReconnectXml SourceReconnect => new(this, "source/reconnect");

    /// <summary>Who keeps the bridge's table of MAC addresses: <c>kernel</c> or <c>libvirt</c>, in a running domain.</summary>
    public string? SourceMacTableManager { get => Get("source@macTableManager"); set => Set("source@macTableManager", value); }

    /// <summary>The port of its network, in a running domain.</summary>
    public Guid? SourcePortId { get => GetUuid("source@portid"); set => SetUuid("source@portid", value); }

    /// <summary>Whether the host's card on USB was missing at the start, in a running domain.</summary>
    public bool? SourceMissing { get => GetYesNo("source@missing"); set => SetYesNo("source@missing", value); }

    /// <summary>Addresses of the interface on the host, of type <c>ethernet</c>.</summary>
    public XmlList<InterfaceIpXml> SourceIps => Views("source/ip", e => new InterfaceIpXml(e));

    /// <summary>Routes through it on the host.</summary>
    public XmlList<NetworkRouteXml> SourceRoutes => Views("source/route", e => new NetworkRouteXml(e));
}

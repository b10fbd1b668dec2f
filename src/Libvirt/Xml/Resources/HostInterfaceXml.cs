using System.Diagnostics.CodeAnalysis;
using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>What libvirt's interface driver tells of a network interface of the host; only read.</summary>
/// <seealso href="https://libvirt.org/html/libvirt-libvirt-interface.html"/>
public sealed class HostInterfaceXml(XElement element) : XmlView(element)
{
    private const string RootName = "interface";

    /// <summary>Reads an <c>interface</c> document, false for any other text.</summary>
    public static bool TryParse(string? xml, [NotNullWhen(true)] out HostInterfaceXml? view)
    {
        view = SafeXml.TryParseRoot(xml, RootName, out var root) ? new HostInterfaceXml(root) : null;
        return view is not null;
    }

    /// <summary>The kernel's name of it.</summary>
    public string? Name => Get("@name");

    /// <summary><c>ethernet</c>, <c>bridge</c>, <c>bond</c>, <c>vlan</c>.</summary>
    public string? Type => Get("@type");

    /// <summary>Its MAC address.</summary>
    public string? MacAddress => Get("mac@address");

    /// <summary>The largest packet, in bytes.</summary>
    public int? Mtu => GetInt("mtu@size");

    /// <summary>In Mbit/s.</summary>
    public int? LinkSpeed => GetInt("link@speed");

    /// <summary><c>up</c>, <c>down</c> and others of the kernel.</summary>
    public string? LinkState => Get("link@state");

    /// <summary>The addresses, each with its prefix length.</summary>
    public IReadOnlyList<(string? Address, int? Prefix, bool IsDhcp)> Addresses =>
        [.. Element.Elements("protocol").SelectMany(protocol => protocol.Elements("ip").Select(ip => ((string?)ip.Attribute("address"), (int?)XmlNumber(ip.Attribute("prefix")), protocol.Element("dhcp") is not null)))];

    /// <summary>The names of a bridge's or bond's ports.</summary>
    public IReadOnlyList<string> Ports => [.. Element.Elements().Where(part => part.Name.LocalName is "bridge" or "bond").Elements("interface").Select(port => (string?)port.Attribute("name")).OfType<string>()];

    /// <summary>Whether a bridge looks for loops: <c>on</c>, <c>off</c>.</summary>
    public string? Stp => Get("bridge@stp");

    /// <summary>How a bond uses its ports.</summary>
    public string? BondMode => Get("bond@mode");

    /// <summary>The number of a VLAN.</summary>
    public int? VlanId => GetInt("vlan@tag");

    /// <summary>What a VLAN lies on.</summary>
    public string? VlanParent => Get("vlan/interface@name");

    private static int? XmlNumber(XAttribute? attribute) => int.TryParse(attribute?.Value, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}

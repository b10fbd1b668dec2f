using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A VLAN of a network card.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#network-interfaces"/>
public sealed class VlanTagXml(XElement element) : XmlView(element)
{
    /// <summary>The VLAN's number.</summary>
    public int? Id { get => GetInt("@id"); set => SetNumber("@id", value); }

    /// <summary>How packets without a tag belong to it: <c>tagged</c> or <c>untagged</c>; null where they don't.</summary>
    public string? NativeMode { get => Get("@nativeMode"); set => Set("@nativeMode", value); }
}

using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>Which USB devices of a viewer can be plugged into the guest; the first rule that fits decides.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#redirected-devices"/>
public sealed class RedirectionFilterXml(XElement element) : DeviceXml(element)
{
    /// <summary>The rules, in their order.</summary>
    public XmlList<UsbRuleXml> Rules => Views("usbdev", e => new UsbRuleXml(e));
}

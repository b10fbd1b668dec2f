using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A board that the guest sees.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#smbios-system-information"/>
public sealed class SystemInfoBoardXml(XElement element) : XmlView(element)
{
    /// <summary>What it is: <c>manufacturer</c>, <c>product</c>, <c>version</c>, <c>serial</c>, <c>asset</c>, <c>location</c>.</summary>
    public XmlList<SystemInfoEntryXml> Entries => Views("entry", e => new SystemInfoEntryXml(e));
}

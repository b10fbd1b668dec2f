using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A cipher whose keys may be wrapped for the guest, on s390.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#key-wrap"/>
public sealed class KeyWrapCipherXml(XElement element) : XmlView(element)
{
    /// <summary>The cipher: <c>aes</c> or <c>dea</c>.</summary>
    public string? Name { get => Get("@name"); set => Set("@name", value); }

    /// <summary>Whether its keys may be wrapped.</summary>
    public bool? State { get => GetOnOff("@state"); set => SetOnOff("@state", value); }
}

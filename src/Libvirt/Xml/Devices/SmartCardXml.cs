using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A smart card in the guest; of mode <c>passthrough</c> it is at the host's side of a character device.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#smartcard-devices"/>
public sealed class SmartCardXml(XElement element) : CharacterBackendXml(element)
{
    /// <summary>Where the card is: <c>host</c>, <c>host-certificates</c>, <c>passthrough</c>.</summary>
    public string? Mode { get => Get("@mode"); set => Set("@mode", value); }

    /// <summary>The names of three certificates in <see cref="Database"/>, of mode <c>host-certificates</c>.</summary>
    public XmlTexts Certificates => Texts("certificate");

    /// <summary>The directory of the host's certificates; null for <c>/etc/pki/nssdb</c>.</summary>
    public string? Database { get => Get("database"); set => Set("database", value); }
}

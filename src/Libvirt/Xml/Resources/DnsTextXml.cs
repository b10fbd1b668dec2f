using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A text in a network's DNS (TXT).</summary>
/// <seealso href="https://libvirt.org/formatnetwork.html#addressing"/>
public sealed class DnsTextXml(XElement element) : XmlView(element)
{
    /// <summary>The name that is asked for.</summary>
    public string? Name { get => Get("@name"); set => Set("@name", value); }

    /// <summary>The answer.</summary>
    public string? Value { get => Get("@value"); set => Set("@value", value); }
}

using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A name and its value, as the guest sees them.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#smbios-system-information"/>
public sealed class SystemInfoEntryXml(XElement element) : XmlView(element)
{
    /// <summary>The name.</summary>
    public string? Name { get => Get("@name"); set => Set("@name", value); }

    /// <summary>The value; null if a file has it.</summary>
    public string? Value { get => Get("") is { Length: > 0 } text ? text : null; set => Set("", value); }

    /// <summary>The file on the host that has the value, of type <c>fwcfg</c>.</summary>
    public string? File { get => Get("@file"); set => Set("@file", value); }
}

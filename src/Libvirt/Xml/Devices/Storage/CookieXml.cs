using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A cookie that is sent to a web server.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#hard-drives-floppy-disks-cdroms"/>
public sealed class CookieXml(XElement element) : XmlView(element)
{
    /// <summary>Its name.</summary>
    public string? Name { get => Get("@name"); set => Set("@name", value); }

    /// <summary>Its value; as much a secret as a password.</summary>
    public string? Value { get => Get(""); set => Set("", value); }
}

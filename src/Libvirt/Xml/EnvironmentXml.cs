using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A variable in the environment of a container's first program.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#container-boot"/>
public sealed class EnvironmentXml(XElement element) : XmlView(element)
{
    /// <summary>Its name.</summary>
    public string? Name { get => Get("@name"); set => Set("@name", value); }

    /// <summary>Its value.</summary>
    public string? Value { get => Get(""); set => Set("", value); }
}

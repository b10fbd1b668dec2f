using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A machine type of a kind of guest.</summary>
/// <seealso href="https://libvirt.org/formatcaps.html"/>
public sealed class MachineTypeXml(XElement element) : XmlView(element)
{
    /// <summary>Its name, such as <c>q35</c>.</summary>
    public string? Name => Element.Value;

    /// <summary>The full name, if this is an alias of the newest version.</summary>
    public string? Canonical => Get("@canonical");

    /// <summary>The most vCPUs.</summary>
    public int? MaxCpus => GetInt("@maxCpus");

    /// <summary>Whether it is deprecated.</summary>
    public bool? Deprecated => GetYesNo("@deprecated");
}

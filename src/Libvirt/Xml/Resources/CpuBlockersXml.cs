using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>The features that a host's CPU lacks for a model.</summary>
/// <seealso href="https://libvirt.org/formatdomaincaps.html"/>
public sealed class CpuBlockersXml(XElement element) : XmlView(element)
{
    /// <summary>The model's name.</summary>
    public string? Model => Get("@model");

    /// <summary>What is missing.</summary>
    public IReadOnlyList<string> Features => Texts("feature@name");
}

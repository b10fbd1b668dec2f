using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>One feature of a guest's CPU.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#cpu-model-and-topology"/>
public sealed class CpuFeatureXml(XElement element) : XmlView(element)
{
    /// <summary>The feature's name, such as <c>vmx</c>.</summary>
    public string? Name { get => Get("@name"); set => Set("@name", value); }

    /// <summary>What is asked: <c>force</c>, <c>require</c>, <c>optional</c>, <c>disable</c>, <c>forbid</c>.</summary>
    public string? Policy { get => Get("@policy"); set => Set("@policy", value); }
}

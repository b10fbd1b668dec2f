using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A variable in QEMU's environment.</summary>
/// <seealso href="https://libvirt.org/drvqemu.html"/>
public sealed class QemuEnvironmentXml(XElement element) : XmlView(element)
{
    /// <summary>Its name.</summary>
    public string? Name { get => Get("@name"); set => Set("@name", value); }

    /// <summary>Its value.</summary>
    public string? Value { get => Get("@value"); set => Set("@value", value); }
}

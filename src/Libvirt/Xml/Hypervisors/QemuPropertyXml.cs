using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A setting of a device, as QEMU names it.</summary>
/// <seealso href="https://libvirt.org/drvqemu.html"/>
public sealed class QemuPropertyXml(XElement element) : XmlView(element)
{
    /// <summary>Its name.</summary>
    public string? Name { get => Get("@name"); set => Set("@name", value); }

    /// <summary>What it is: <c>string</c>, <c>signed</c>, <c>unsigned</c>, <c>bool</c>, <c>remove</c> (libvirt's is left out).</summary>
    public string? Type { get => Get("@type"); set => Set("@type", value); }

    /// <summary>Its value.</summary>
    public string? Value { get => Get("@value"); set => Set("@value", value); }
}

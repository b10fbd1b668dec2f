using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A table added to the guest's ACPI.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#direct-kernel-boot"/>
public sealed class AcpiTableXml(XElement element) : XmlView(element)
{
    /// <summary>The table: <c>slic</c>.</summary>
    public string? Type { get => Get("@type"); set => Set("@type", value); }

    /// <summary>Its file on the host.</summary>
    public string? Path { get => Get(""); set => Set("", value); }
}

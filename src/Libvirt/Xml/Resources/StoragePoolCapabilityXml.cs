using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>One kind of storage pool, and what a host can do with it.</summary>
/// <seealso href="https://libvirt.org/formatstoragecaps.html"/>
public sealed class StoragePoolCapabilityXml(XElement element) : XmlView(element)
{
    /// <summary>The kind, as <see cref="StoragePoolXml.Type"/>.</summary>
    public string? Type => Get("@type");

    /// <summary>Whether the driver for it is installed.</summary>
    public bool IsSupported => Get("@supported") == "yes";

    /// <summary>The formats of the source, such as <c>ext4</c>.</summary>
    public IReadOnlyList<string> SourceFormats => Values("poolOptions", "sourceFormatType");

    /// <summary>The formats of volumes, such as <c>qcow2</c>.</summary>
    public IReadOnlyList<string> VolumeFormats => Values("volOptions", "targetFormatType");

    private IReadOnlyList<string> Values(string options, string name) =>
        [.. Element.Elements(options).Elements("enum").Where(one => (string?)one.Attribute("name") == name).Elements("value").Select(one => one.Value)];
}

using System.Diagnostics.CodeAnalysis;
using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>What libvirt found that a pool could be made of. It comes from the server that was asked: hostile.</summary>
/// <seealso href="https://libvirt.org/html/libvirt-libvirt-storage.html#virConnectFindStoragePoolSources"/>
public sealed class StoragePoolSourcesXml(XElement element) : XmlView(element)
{
    /// <summary>Reads a <c>sources</c> document; false for text that is none, or missing.</summary>
    public static bool TryParse(string? xml, [NotNullWhen(true)] out StoragePoolSourcesXml? view)
    {
        view = SafeXml.TryParseRoot(xml, "sources", out var root) ? new StoragePoolSourcesXml(root) : null;
        return view is not null;
    }

    /// <summary>The sources, each as a pool of <paramref name="type"/> would have it.</summary>
    public IReadOnlyList<StoragePoolSource> Of(string type) =>
        [.. Element.Elements("source").Select(source => StoragePoolSource.Of(new StoragePoolXml(new XElement("pool", new XAttribute("type", type), new XElement(source)))))];
}

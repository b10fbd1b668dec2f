using System.Diagnostics.CodeAnalysis;
using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>The kinds of storage pools that a host's libvirt was built for, and which of them it can run.</summary>
/// <seealso href="https://libvirt.org/formatstoragecaps.html"/>
public sealed class StoragePoolCapabilitiesXml(XElement element) : XmlView(element)
{
    /// <summary>Reads a <c>storagepoolCapabilities</c> document; false for text that is none, or missing.</summary>
    public static bool TryParse(string? xml, [NotNullWhen(true)] out StoragePoolCapabilitiesXml? view)
    {
        view = SafeXml.TryParseRoot(xml, "storagepoolCapabilities", out var root) ? new StoragePoolCapabilitiesXml(root) : null;
        return view is not null;
    }

    /// <summary>The kinds that libvirt knows.</summary>
    public IReadOnlyList<StoragePoolCapabilityXml> Pools => Views("pool", e => new StoragePoolCapabilityXml(e));
}

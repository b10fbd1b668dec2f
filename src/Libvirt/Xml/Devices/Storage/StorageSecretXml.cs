using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A secret that opens an encrypted image.</summary>
/// <seealso href="https://libvirt.org/formatstorageencryption.html"/>
public sealed class StorageSecretXml(XElement element) : XmlView(element)
{
    /// <summary>The kind, <c>passphrase</c>.</summary>
    public string? Type { get => Get("@type"); set => Set("@type", value); }

    /// <summary>The secret by its UUID; null where its usage names it.</summary>
    public Guid? Uuid { get => GetUuid("@uuid"); set => SetUuid("@uuid", value); }

    /// <summary>The secret by its usage; null where its UUID names it.</summary>
    public string? Usage { get => Get("@usage"); set => Set("@usage", value); }
}

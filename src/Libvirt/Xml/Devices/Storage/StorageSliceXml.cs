using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A part of a file or device.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#hard-drives-floppy-disks-cdroms"/>
public sealed class StorageSliceXml(XElement element) : XmlView(element)
{
    /// <summary>What for: <c>storage</c>, where the image begins and ends.</summary>
    public string? Type { get => Get("@type"); set => Set("@type", value); }

    /// <summary>Where it begins, in bytes.</summary>
    public long? OffsetBytes { get => GetLong("@offset"); set => SetNumber("@offset", value); }

    /// <summary>How long it is, in bytes.</summary>
    public long? SizeBytes { get => GetLong("@size"); set => SetNumber("@size", value); }
}

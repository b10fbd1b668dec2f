using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>Memory shared with processes of the host or with other domains.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#shared-memory-device"/>
public sealed class SharedMemoryXml(XElement element) : DeviceXml(element)
{
    /// <summary>Its name on the host.</summary>
    public string? Name { get => Get("@name"); set => Set("@name", value); }

    /// <summary>The model: <c>ivshmem-plain</c>, <c>ivshmem-doorbell</c>.</summary>
    public string? Model { get => Get("model@type"); set => Set("model@type", value); }

    /// <summary>Its size in bytes.</summary>
    public long? SizeBytes { get => GetBytes("size", "b"); set => SetBytes("size", value, "b"); }
}

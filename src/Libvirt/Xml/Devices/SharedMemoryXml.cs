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

    /// <summary>What becomes of it in a migration: <c>master</c> (moves along) or <c>peer</c>.</summary>
    public string? Role { get => Get("@role"); set => Set("@role", value); }

    /// <summary>The socket of the server, of model <c>ivshmem-doorbell</c>.</summary>
    public string? ServerPath { get => Get("server@path"); set => Set("server@path", value); }

    /// <summary>How many interrupts it has, of model <c>ivshmem-doorbell</c>.</summary>
    public int? Vectors { get => GetInt("msi@vectors"); set => SetNumber("msi@vectors", value); }

    /// <summary>Whether interrupts are handled outside the vCPU's thread; null for QEMU's own.</summary>
    public bool? IoEventFd { get => GetOnOff("msi@ioeventfd"); set => SetOnOff("msi@ioeventfd", value); }
}

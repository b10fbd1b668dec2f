using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A lease that a running domain holds, so that no other has it.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#device-leases"/>
public sealed class LeaseXml(XElement element) : DeviceXml(element)
{
    /// <summary>The space of names that the key is in.</summary>
    public string? LockSpace { get => Get("lockspace"); set => Set("lockspace", value); }

    /// <summary>The lease's name.</summary>
    public string? Key { get => Get("key"); set => Set("key", value); }

    /// <summary>The file of the lock space.</summary>
    public string? TargetPath { get => Get("target@path"); set => Set("target@path", value); }

    /// <summary>Where the lease is in that file, in bytes.</summary>
    public long? TargetOffset { get => GetLong("target@offset"); set => SetNumber("target@offset", value); }
}

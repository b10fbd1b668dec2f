using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A directory of the host shown to the guest.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#filesystems"/>
public sealed class FileSystemXml(XElement element) : DeviceXml(element)
{
    /// <summary>What is shown: <c>mount</c> (a directory), <c>file</c>, <c>block</c>, <c>ram</c>, <c>bind</c>, <c>volume</c>, <c>template</c>.</summary>
    public string? Type { get => Get("@type"); set => Set("@type", value); }

    /// <summary>How file permissions are mapped: <c>passthrough</c>, <c>mapped</c>, <c>squash</c>.</summary>
    public string? AccessMode { get => Get("@accessmode"); set => Set("@accessmode", value); }

    /// <summary>The driver: <c>virtiofs</c>, <c>path</c> (9p), <c>handle</c>, <c>loop</c>, <c>nbd</c>.</summary>
    public string? DriverType { get => Get("driver@type"); set => Set("driver@type", value); }

    /// <summary>The directory on the host.</summary>
    public string? SourceDirectory { get => Get("source@dir"); set => Set("source@dir", value); }

    /// <summary>The socket of a virtiofsd that is not started by libvirt.</summary>
    public string? SourceSocket { get => Get("source@socket"); set => Set("source@socket", value); }

    /// <summary>The host's file or block device, of types <c>file</c> and <c>block</c>.</summary>
    public string? SourcePath => Get("source@file") ?? Get("source@dev");

    /// <summary>The storage pool, of type <c>volume</c>.</summary>
    public string? SourcePool { get => Get("source@pool"); set => Set("source@pool", value); }

    /// <summary>The volume in that pool.</summary>
    public string? SourceVolume { get => Get("source@volume"); set => Set("source@volume", value); }

    /// <summary>The tag the guest mounts it by; in a container, the directory where it is.</summary>
    public string? Target { get => Get("target@dir"); set => Set("target@dir", value); }

    /// <summary>Whether the guest cannot write to it.</summary>
    public bool ReadOnly { get => Has("readonly"); set => SetHas("readonly", value); }

    /// <summary>Options that all virtio devices have.</summary>
    public VirtioOptionsXml VirtioOptions => new(this, "driver");
}

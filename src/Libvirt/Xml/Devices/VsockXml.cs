using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>Sockets between host and guest without a network.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#vsock"/>
public sealed class VsockXml(XElement element) : DeviceXml(element)
{
    /// <summary>The model, <c>virtio</c> in general.</summary>
    public string? Model { get => Get("@model"); set => Set("@model", value); }

    /// <summary>The guest's address, from 3.</summary>
    public long? Cid { get => GetLong("cid@address"); set => SetNumber("cid@address", value); }

    /// <summary>Whether the address is chosen at each start.</summary>
    public bool? AutoCid { get => GetYesNo("cid@auto"); set => SetYesNo("cid@auto", value); }

    /// <summary>Options that all virtio devices have.</summary>
    public VirtioOptionsXml VirtioOptions => new(this, "driver");
}

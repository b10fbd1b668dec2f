using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A serial or parallel port, a text console or a channel; <see cref="DeviceXml.Kind"/> says which.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#consoles-serial-parallel-channel-devices"/>
public sealed class CharacterDeviceXml(XElement element) : CharacterBackendXml(element)
{
    /// <summary>The guest's side: <c>isa-serial</c>, <c>virtio</c>, <c>usb-serial</c>, <c>sclp</c>, …; of a channel <c>virtio</c> or <c>guestfwd</c>.</summary>
    public string? TargetType { get => Get("target@type"); set => Set("target@type", value); }

    /// <summary>Its number among its kind, from 0.</summary>
    public int? TargetPort { get => GetInt("target@port"); set => SetNumber("target@port", value); }

    /// <summary>A channel's name, by which the guest finds it, such as <c>org.qemu.guest_agent.0</c>.</summary>
    public string? TargetName { get => Get("target@name"); set => Set("target@name", value); }

    /// <summary>Whether someone in the guest has opened the channel: <c>connected</c> or <c>disconnected</c>; only in a running domain.</summary>
    public string? TargetState => Get("target@state");
}

using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A serial or parallel port, a text console or a channel; <see cref="DeviceXml.Kind"/> says which.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#consoles-serial-parallel-channel-devices"/>
public sealed class CharacterDeviceXml(XElement element) : CharacterBackendXml(element)
{
    /// <summary>A channel's name, by which the guest finds it, such as <c>org.qemu.guest_agent.0</c>.</summary>
    public string? TargetName { get => Get("target@name"); set => Set("target@name", value); }

    /// <summary>Whether someone in the guest has opened the channel: <c>connected</c> or <c>disconnected</c>, in a running domain; libvirt gives it and takes none.</summary>
    public string? TargetState => Get("target@state");

    /// <summary>The address that the guest connects to, of type <c>guestfwd</c>.</summary>
    public string? TargetAddress { get => Get("target@address"); set => Set("target@address", value); }

    /// <summary>The pseudo-terminal of a running domain, in the older form; libvirt gives it and takes none.</summary>
    public string? Tty => Get("@tty");
}

using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A serial or parallel port, a text console or a channel; <see cref="DeviceXml.Kind"/> says which.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#consoles-serial-parallel-channel-devices"/>
public sealed class CharacterDeviceXml(XElement element) : DeviceXml(element)
{
    /// <summary>The host's side: <c>pty</c>, <c>unix</c>, <c>tcp</c>, <c>udp</c>, <c>file</c>, <c>dev</c>, <c>spicevmc</c>, <c>null</c>, …</summary>
    public string? Type { get => Get("@type"); set => Set("@type", value); }

    /// <summary>The pseudo-terminal, socket, file or device on the host.</summary>
    public string? SourcePath { get => Get("source@path"); set => Set("source@path", value); }

    /// <summary>For a socket, which side it is: <c>bind</c> (the guest's side) or <c>connect</c>.</summary>
    public string? SourceMode { get => Get("source@mode"); set => Set("source@mode", value); }

    /// <summary>The address, of types <c>tcp</c> and <c>udp</c>.</summary>
    public string? SourceHost { get => Get("source@host"); set => Set("source@host", value); }

    /// <summary>The port's number or name, of types <c>tcp</c> and <c>udp</c>.</summary>
    public string? SourceService { get => Get("source@service"); set => Set("source@service", value); }

    /// <summary>The SPICE channel's name, of type <c>spiceport</c>.</summary>
    public string? SourceChannel { get => Get("source@channel"); set => Set("source@channel", value); }

    /// <summary>The guest's side: <c>isa-serial</c>, <c>virtio</c>, <c>usb-serial</c>, <c>sclp</c>, …; of a channel <c>virtio</c> or <c>guestfwd</c>.</summary>
    public string? TargetType { get => Get("target@type"); set => Set("target@type", value); }

    /// <summary>Its number among its kind, from 0.</summary>
    public int? TargetPort { get => GetInt("target@port"); set => SetNumber("target@port", value); }

    /// <summary>A channel's name, by which the guest finds it, such as <c>org.qemu.guest_agent.0</c>.</summary>
    public string? TargetName { get => Get("target@name"); set => Set("target@name", value); }

    /// <summary>Whether someone in the guest has opened the channel: <c>connected</c> or <c>disconnected</c>; only in a running domain.</summary>
    public string? TargetState => Get("target@state");

    /// <summary>A file to which the output is also written.</summary>
    public string? LogFile { get => Get("log@file"); set => Set("log@file", value); }
}

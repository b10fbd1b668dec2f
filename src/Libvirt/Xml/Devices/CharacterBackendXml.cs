using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>The host's side of a device that carries characters: a port, a channel, a smart card passed through, a USB port for a viewer.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#host-interface"/>
public abstract class CharacterBackendXml : DeviceXml
{
    private protected CharacterBackendXml(XElement element) : base(element) { }

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

    /// <summary>A file to which the output is also written.</summary>
    public string? LogFile { get => Get("log@file"); set => Set("log@file", value); }

    /// <summary>Whether what the log has is kept at a start.</summary>
    public bool? LogAppend { get => GetOnOff("log@append"); set => SetOnOff("log@append", value); }

    /// <summary>What is spoken over a connection of type <c>tcp</c>: <c>raw</c>, <c>telnet</c>, <c>telnets</c>, <c>tls</c>.</summary>
    public string? Protocol { get => Get("protocol@type"); set => Set("protocol@type", value); }

    /// <summary>The ends on the host: one, or of type <c>udp</c> one to send to and one to receive at.</summary>
    public XmlList<CharacterSourceXml> Sources => Views("source", e => new CharacterSourceXml(e));

    /// <summary>The guest's side: <c>isa-serial</c>, <c>virtio</c>, <c>usb-serial</c>, <c>sclp</c>, …; of a channel <c>virtio</c> or <c>guestfwd</c>.</summary>
    public string? TargetType { get => Get("target@type"); set => Set("target@type", value); }

    /// <summary>The guest's side in detail: <c>isa-serial</c>, <c>pci-serial</c>, <c>pl011</c>, <c>sclpconsole</c>, …</summary>
    public string? TargetModel { get => Get("target/model@name"); set => Set("target/model@name", value); }

    /// <summary>Its number among its kind, from 0; of type <c>guestfwd</c>, the TCP port that the guest connects to.</summary>
    public int? TargetPort { get => GetInt("target@port"); set => SetNumber("target@port", value); }
}

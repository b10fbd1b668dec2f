using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>The host's side of a device that carries characters: a port, a channel, a smart card passed through, a USB port for a viewer.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#host-interface"/>
public abstract class CharacterBackendXml : DeviceXml
{
    private protected CharacterBackendXml(XElement element) : base(element) { }

    /// <summary>The host's side: <c>pty</c>, <c>unix</c>, <c>tcp</c>, <c>udp</c>, <c>file</c>, <c>dev</c>, <c>spicevmc</c>, <c>null</c>, …</summary>
    public string? Type { get => Get("@type"); set => Set("@type", value); }

    /// <summary>The end on the host, or the first of several.</summary>
    public CharacterSourceXml Source => new(this, "source");

    /// <summary>A file to which the output is also written.</summary>
    public string? LogFile { get => Get("log@file"); set => Set("log@file", value); }

    /// <summary>Whether what the log has is kept at a start.</summary>
    public bool? LogAppend { get => GetOnOff("log@append"); set => SetOnOff("log@append", value); }

    /// <summary>What is spoken over a connection of type <c>tcp</c>: <c>raw</c>, <c>telnet</c>, <c>telnets</c>, <c>tls</c>.</summary>
    public string? Protocol { get => Get("protocol@type"); set => Set("protocol@type", value); }

    /// <summary>All ends on the host: one, or of type <c>udp</c> one to send to and one to receive at.</summary>
    public XmlList<CharacterSourceXml> Sources => Views("source", e => new CharacterSourceXml(e));

    /// <summary>The guest's side: <c>isa-serial</c>, <c>virtio</c>, <c>usb-serial</c>, <c>sclp</c>, …; of a channel <c>virtio</c> or <c>guestfwd</c>.</summary>
    public string? TargetType { get => Get("target@type"); set => Set("target@type", value); }

    /// <summary>The guest's side in detail: <c>isa-serial</c>, <c>pci-serial</c>, <c>pl011</c>, <c>sclpconsole</c>, …</summary>
    public string? TargetModel { get => Get("target/model@name"); set => Set("target/model@name", value); }

    /// <summary>Its number among its kind, from 0; of type <c>guestfwd</c>, the TCP port that the guest connects to.</summary>
    public int? TargetPort { get => GetInt("target@port"); set => SetNumber("target@port", value); }
}

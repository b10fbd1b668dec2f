using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>An end on the host of a device that carries characters.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#host-interface"/>
public sealed class CharacterSourceXml : XmlView
{
    /// <summary>The view of a <c>source</c> element.</summary>
    public CharacterSourceXml(XElement element) : base(element) { }

    internal CharacterSourceXml(XmlView whole, XmlPath at) : base(whole, at) { }

    /// <summary>For a socket, which side it is: <c>bind</c> (the guest's side) or <c>connect</c>.</summary>
    public string? Mode { get => Get("@mode"); set => Set("@mode", value); }

    /// <summary>The pseudo-terminal, socket, file or device on the host.</summary>
    public string? Path { get => Get("@path"); set => Set("@path", value); }

    /// <summary>Whether what a file has is kept, of type <c>file</c>.</summary>
    public bool? Append { get => GetOnOff("@append"); set => SetOnOff("@append", value); }

    /// <summary>The address, of types <c>tcp</c> and <c>udp</c>.</summary>
    public string? Host { get => Get("@host"); set => Set("@host", value); }

    /// <summary>The port's number or name, of types <c>tcp</c> and <c>udp</c>.</summary>
    public string? Service { get => Get("@service"); set => Set("@service", value); }

    /// <summary>The SPICE channel's name, of type <c>spiceport</c>; the D-Bus channel's, of type <c>dbus</c>.</summary>
    public string? Channel { get => Get("@channel"); set => Set("@channel", value); }

    /// <summary>Whether the connection is encrypted, of type <c>tcp</c>; null for the host's own.</summary>
    public bool? Tls { get => GetYesNo("@tls"); set => SetYesNo("@tls", value); }

    /// <summary>What happens when a connection as a client breaks.</summary>
    public ReconnectXml Reconnect => new(this, "reconnect");

    /// <summary>How it is labelled, where that is not as the domain's.</summary>
    public XmlList<SecurityLabelXml> SecurityLabels => Views("seclabel", e => new SecurityLabelXml(e));

    /// <summary>Whether viewer and guest share a clipboard, of type <c>qemu-vdagent</c>.</summary>
    public bool? ClipboardCopyPaste { get => GetYesNo("clipboard@copypaste"); set => SetYesNo("clipboard@copypaste", value); }

    /// <summary>Who moves the pointer: <c>server</c> or <c>client</c>, of type <c>qemu-vdagent</c>.</summary>
    public string? MouseMode { get => Get("mouse@mode"); set => Set("mouse@mode", value); }
}

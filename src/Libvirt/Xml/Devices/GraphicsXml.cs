using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A display: a way to reach the guest's picture. Passwords are not read, only whether there is one.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#graphical-framebuffers"/>
public sealed partial class GraphicsXml(XElement element) : DeviceXml(element)
{
    /// <summary>The protocol: <c>vnc</c>, <c>spice</c>, <c>rdp</c>, <c>sdl</c>, <c>dbus</c>, <c>egl-headless</c>.</summary>
    public string? Type { get => Get("@type"); set => Set("@type", value); }

    /// <summary>The TCP port; −1 asks for any, and a running domain shows which.</summary>
    public int? Port { get => GetInt("@port"); set => SetNumber("@port", value); }

    /// <summary>Whether the port is chosen at each start.</summary>
    public bool? AutoPort { get => GetYesNo("@autoport"); set => SetYesNo("@autoport", value); }

    /// <summary>SPICE's port with TLS.</summary>
    public int? TlsPort { get => GetInt("@tlsPort"); set => SetNumber("@tlsPort", value); }

    /// <summary>QEMU's own WebSocket port for VNC.</summary>
    public int? WebSocketPort { get => GetInt("@websocket"); set => SetNumber("@websocket", value); }

    /// <summary>The address listened on, in the short form that libvirt writes besides <see cref="Listens"/>.</summary>
    public string? ListenAddress { get => Get("@listen"); set => Set("@listen", value); }

    /// <summary>Where it listens.</summary>
    public XmlList<GraphicsListenXml> Listens => Views("listen", e => new GraphicsListenXml(e));

    /// <summary>Whether a password is asked for; libvirt shows it only in a document read with secrets.</summary>
    public bool HasPassword => Has("@passwd");

    /// <summary>Asks for a password, or with null for none. There is no way to read it here.</summary>
    public void SetPassword(string? password) => Set("@passwd", password);

    /// <summary>Until when the password is good (UTC, ISO 8601).</summary>
    public string? PasswordValidTo { get => Get("@passwdValidTo"); set => Set("@passwdValidTo", value); }

    /// <summary>Whether several may watch: <c>allow-exclusive</c>, <c>force-shared</c>, <c>ignore</c>.</summary>
    public string? SharePolicy { get => Get("@sharePolicy"); set => Set("@sharePolicy", value); }

    /// <summary>The keyboard's layout.</summary>
    public string? Keymap { get => Get("@keymap"); set => Set("@keymap", value); }

    /// <summary>Whether the picture is drawn by the host's GPU.</summary>
    public bool? OpenGl { get => GetYesNo("gl@enable"); set => SetYesNo("gl@enable", value); }

    /// <summary>That GPU's device.</summary>
    public string? RenderNode { get => Get("gl@rendernode"); set => Set("gl@rendernode", value); }
}

namespace Libvirt.Xml;

public sealed partial class GraphicsXml
{
    /// <summary>The path of VNC's socket, in the short form besides <see cref="Listens"/>.</summary>
    public string? Socket { get => Get("@socket"); set => Set("@socket", value); }

    /// <summary>What happens to those who watch when the password changes: <c>keep</c>, <c>disconnect</c>, <c>fail</c>.</summary>
    public string? ConnectedPolicy { get => Get("@connected"); set => Set("@connected", value); }

    /// <summary>Whether a VNC client may turn the guest off and on.</summary>
    public bool? PowerControl { get => GetYesNo("@powerControl"); set => SetYesNo("@powerControl", value); }

    /// <summary>How SPICE's channels are reached that are not in <see cref="Channels"/>: <c>any</c>, <c>secure</c>, <c>insecure</c>.</summary>
    public string? DefaultMode { get => Get("@defaultMode"); set => Set("@defaultMode", value); }

    /// <summary>How single channels of SPICE are reached.</summary>
    public XmlList<GraphicsChannelXml> Channels => Views("channel", e => new GraphicsChannelXml(e));

    /// <summary>How SPICE compresses pictures: <c>auto_glz</c>, <c>auto_lz</c>, <c>quic</c>, <c>glz</c>, <c>lz</c>, <c>off</c>.</summary>
    public string? ImageCompression { get => Get("image@compression"); set => Set("image@compression", value); }

    /// <summary>Whether SPICE loses detail over slow networks: <c>auto</c>, <c>never</c>, <c>always</c>.</summary>
    public string? JpegCompression { get => Get("jpeg@compression"); set => Set("jpeg@compression", value); }

    /// <summary>Whether SPICE compresses what <c>glz</c> left over slow networks: <c>auto</c>, <c>never</c>, <c>always</c>.</summary>
    public string? ZlibCompression { get => Get("zlib@compression"); set => Set("zlib@compression", value); }

    /// <summary>Whether SPICE compresses sound.</summary>
    public bool? PlaybackCompression { get => GetOnOff("playback@compression"); set => SetOnOff("playback@compression", value); }

    /// <summary>What SPICE sends as a video: <c>filter</c>, <c>all</c>, <c>off</c>.</summary>
    public string? StreamingMode { get => Get("streaming@mode"); set => Set("streaming@mode", value); }

    /// <summary>Who moves SPICE's pointer: <c>server</c> or <c>client</c>.</summary>
    public string? MouseMode { get => Get("mouse@mode"); set => Set("mouse@mode", value); }

    /// <summary>Whether viewer and guest share a clipboard; null for yes.</summary>
    public bool? ClipboardCopyPaste { get => GetYesNo("clipboard@copypaste"); set => SetYesNo("clipboard@copypaste", value); }

    /// <summary>Whether files can be dropped on the guest; null for yes.</summary>
    public bool? FileTransfer { get => GetYesNo("filetransfer@enable"); set => SetYesNo("filetransfer@enable", value); }

    /// <summary>Where a VNC client's sound comes from, by <see cref="AudioXml.Id"/>.</summary>
    public int? AudioId { get => GetInt("audio@id"); set => SetNumber("audio@id", value); }

    /// <summary>The host's X display, of type <c>sdl</c>.</summary>
    public string? DisplayName { get => Get("@display"); set => Set("@display", value); }

    /// <summary>The file that gives access to it.</summary>
    public string? XAuthority { get => Get("@xauth"); set => Set("@xauth", value); }

    /// <summary>Whether the window fills the host's screen, of types <c>sdl</c> and <c>desktop</c>.</summary>
    public bool? FullScreen { get => GetYesNo("@fullscreen"); set => SetYesNo("@fullscreen", value); }

    /// <summary>The bus, of type <c>dbus</c>; null for the session's own.</summary>
    public string? BusAddress { get => Get("@address"); set => Set("@address", value); }

    /// <summary>Whether each client has a connection of its own instead of a bus, of type <c>dbus</c>.</summary>
    public bool? PeerToPeer { get => GetYesNo("@p2p"); set => SetYesNo("@p2p", value); }
}

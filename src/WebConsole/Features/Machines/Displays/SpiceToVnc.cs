using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Kinds;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;

namespace WebConsole.Features.Machines.Displays;

/// <summary>Makes a definition with SPICE one with VNC, as a whole: what needs a SPICE display goes with it, since QEMU would not start.</summary>
internal static class SpiceToVnc
{
    public static readonly ImmutableArray<string> Videos = ["virtio", "vga"];

    /// <summary>Why the display listens on the host itself, where SPICE did elsewhere, too.</summary>
    public const string WithoutPassword = "SPICE asks for no password that VNC can have: the display then listens at 127.0.0.1 only.",
        WithoutTls = "SPICE encrypts, which VNC does not: the display then listens at 127.0.0.1 only.";

    /// <summary>Why the display listens nowhere: each account of the host, and some guests, reach 127.0.0.1.</summary>
    public const string OtherPassword = "VNC's passwords have 1 to 8 bytes, and SPICE's has not: the display then has no address, and opens in WebConsole only.",
        Nowhere = "SPICE has no address, so the display has none either: it opens in WebConsole only.";

    /// <summary>What is said where the password is hidden.</summary>
    public const string UnknownPassword = "If SPICE's password is longer than 8 bytes, VNC can't have it: the display then has no address, and opens in WebConsole only.";

    private static readonly ConditionalWeakTable<Machine, StrongBox<bool>> Known = [];

    /// <summary>Whether the next start of a machine has SPICE. It is read once for each machine object of the inventory.</summary>
    public static bool IsIn(Machine machine) => Known.GetValue(machine, read => new StrongBox<bool>(Reads(read))).Value;

    private static bool Reads(Machine machine) => (machine.InactiveXml ?? machine.Xml) is var xml && xml.Contains(DisplaySettings.Spice, StringComparison.Ordinal) && DomainXml.TryParse(xml, out var domain) && IsIn(domain);

    /// <param name="domain">The definition.</param>
    /// <param name="video">What takes the place of a card of the model qxl.</param>
    /// <param name="isMasked">Whether marks stand for its secrets, as in a preview.</param>
    /// <returns>What users may not expect of the display; <c>null</c> for nothing.</returns>
    public static string? Apply(DomainXml domain, string video, bool isMasked = false)
    {
        var drew = domain.Graphics.FirstOrDefault(display => display is { Type: DisplaySettings.Spice, OpenGl: true });
        var note = ReplaceDisplays(domain, isMasked);
        if (drew is not null)
            DrawWithout(domain, drew.RenderNode);
        ReplaceVideos(domain, video);
        foreach (var device in domain.Devices.ToArray())
            Free(domain, device);
        if (!domain.Devices.OfType<RedirectedDeviceXml>().Any())
            foreach (var filter in domain.Devices.OfType<RedirectionFilterXml>().ToArray())
                domain.Devices.Remove(filter);
        return note;
    }

    private static bool IsIn(DomainXml domain) => domain.Devices.Any(device => device switch
    {
        GraphicsXml { Type: DisplaySettings.Spice } or AudioXml { Type: DisplaySettings.Spice } => true,
        CharacterBackendXml carrier => IsCarried(carrier),
        _ => false,
    });

    private static bool IsCarried(CharacterBackendXml device) => device.Type is HostSide.SpiceChannel or "spiceport";

    /// <summary>A machine has one display of VNC; where it has that already, SPICE goes.</summary>
    private static string? ReplaceDisplays(DomainXml domain, bool isMasked)
    {
        string? note = null;
        foreach (var display in domain.Graphics.Where(display => display.Type is DisplaySettings.Spice).ToArray())
        {
            if (!domain.Graphics.Any(other => other.Type is DisplaySettings.Vnc))
            {
                (var vnc, note) = Vnc(display, isMasked);
                display.Element.AddAfterSelf(vnc.Element);
            }
            domain.Devices.Remove(display);
        }
        return note;
    }

    /// <summary>
    /// It listens where SPICE did if that is the host itself; elsewhere only with SPICE's password, and if SPICE was not encrypted. Where
    /// SPICE listened nowhere, or with a password that VNC can't have, it listens nowhere: WebConsole opens it through libvirt.
    /// </summary>
    private static (GraphicsXml Vnc, string? Note) Vnc(GraphicsXml spice, bool isMasked)
    {
        var vnc = new GraphicsXml(new XElement("graphics")) { Type = DisplaySettings.Vnc, Keymap = spice.Keymap };
        var password = spice.Element.Attribute("passwd")?.Value;
        var isUnknown = isMasked && password is DefinitionMask.Mark;
        var keepsPassword = isUnknown || (password is { Length: > 0 } && Encoding.UTF8.GetByteCount(password) <= DisplaySettings.MostOfVnc);
        if (keepsPassword)
        {
            vnc.SetPassword(password);
            // libvirt refuses the others for VNC.
            (vnc.PasswordValidTo, vnc.ConnectedPolicy) = (spice.PasswordValidTo, spice.ConnectedPolicy is "keep" ? "keep" : null);
        }
        if (!ListensOnNetwork(spice) || (password is not null && !keepsPassword))
        {
            vnc.Listens.Add().Type = "none";
            return (vnc, ListensOnNetwork(spice) ? OtherPassword : Nowhere);
        }
        (vnc.Port, vnc.AutoPort) = spice is { AutoPort: not true, Port: >= DisplaySettings.LeastPort } ? (spice.Port, false) : (-1, true);
        var (isHere, isOnlyByTls) = (DisplaySettings.IsHere(spice), IsOnlyByTls(spice));
        if (isHere || (keepsPassword && !isOnlyByTls))
            vnc.Element.Add(spice.Element.Elements("listen").Where(listen => listen.Attribute("type")?.Value is not "socket"));
        if (vnc.Listens.Count == 0)
            vnc.ListenAddress = DisplaySettings.Loopback;
        return (vnc, isUnknown ? UnknownPassword : isHere ? null : isOnlyByTls ? WithoutTls : !keepsPassword ? WithoutPassword : null);
    }

    private static bool ListensOnNetwork(GraphicsXml spice) => spice.OpenGl is not true && (spice.Listens.Count == 0 || spice.Listens.Any(listen => listen.Type is not ("socket" or "none")));

    /// <summary>Whether SPICE refuses viewers that do not encrypt, at least a part of what they ask for.</summary>
    private static bool IsOnlyByTls(GraphicsXml spice) => spice.DefaultMode is "secure" || spice.Channels.Any(channel => channel.Mode is "secure")
        || (spice.TlsPort is > 0 && spice.AutoPort is not true && spice.Port is not > 0);

    /// <summary>What drew in 3D goes on to.</summary>
    private static void DrawWithout(DomainXml domain, string? renderNode)
    {
        if (domain.Graphics.Any(display => display.Type is DisplaySettings.EglHeadless) || !domain.Devices.OfType<VideoXml>().Any(video => video.Accelerated3D is true))
            return;
        domain.Devices.Add(new GraphicsXml(new XElement("graphics")) { Type = DisplaySettings.EglHeadless, RenderNode = renderNode });
    }

    /// <summary>Only the first card can be a VGA; others, which were further screens, go.</summary>
    private static void ReplaceVideos(DomainXml domain, string model)
    {
        var videos = domain.Devices.OfType<VideoXml>().ToArray();
        foreach (var (video, index) in videos.Select((video, index) => (video, index)).Where(pair => pair.video.Model is "qxl"))
        {
            if (index > 0 && model is "vga")
                domain.Devices.Remove(video);
            else
                VideoSettings.Become(video, model);
        }
    }

    private static void Free(DomainXml domain, DeviceXml device)
    {
        switch (device)
        {
            // Sound cards name it by its number.
            case AudioXml { Type: DisplaySettings.Spice } audio:
                audio.Type = "none";
                break;
            case CharacterDeviceXml { Kind: not "channel" } port when IsCarried(port):
                port.Element.Elements("source").Remove();
                port.Type = HostSide.Pty;
                break;
            case CharacterBackendXml carrier when IsCarried(carrier):
                domain.Devices.Remove(device);
                break;
        }
    }
}

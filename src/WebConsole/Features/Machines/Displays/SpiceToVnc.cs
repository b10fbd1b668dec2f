using System.Collections.Immutable;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Kinds;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Displays;

/// <summary>Makes a definition with SPICE one with VNC, as a whole: what needs a SPICE display goes with it, since QEMU would not start.</summary>
internal static class SpiceToVnc
{
    public static readonly ImmutableArray<string> Videos = ["virtio", "vga"];

    /// <summary>VNC's longest password.</summary>
    private const int MostOfPassword = 8;

    /// <summary>Whether the next start of a machine has SPICE.</summary>
    public static bool IsIn(Machine machine) => (machine.InactiveXml ?? machine.Xml) is var xml && xml.Contains(DisplaySettings.Spice, StringComparison.Ordinal) && DomainXml.TryParse(xml, out var domain) && IsIn(domain);

    /// <param name="domain">The definition, with its secrets.</param>
    /// <param name="video">What takes the place of a card of the model qxl.</param>
    public static void Apply(DomainXml domain, string video)
    {
        var drew = domain.Graphics.FirstOrDefault(display => display is { Type: DisplaySettings.Spice, OpenGl: true });
        ReplaceDisplays(domain);
        if (drew is not null)
            DrawWithout(domain, drew.RenderNode);
        ReplaceVideos(domain, video);
        foreach (var device in domain.Devices.ToArray())
            Free(domain, device);
        if (!domain.Devices.OfType<RedirectedDeviceXml>().Any())
            foreach (var filter in domain.Devices.OfType<RedirectionFilterXml>().ToArray())
                domain.Devices.Remove(filter);
    }

    private static bool IsIn(DomainXml domain) => domain.Devices.Any(device => device switch
    {
        GraphicsXml { Type: DisplaySettings.Spice } or AudioXml { Type: DisplaySettings.Spice } => true,
        CharacterBackendXml carrier => IsCarried(carrier),
        _ => false,
    });

    private static bool IsCarried(CharacterBackendXml device) => device.Type is HostSide.SpiceChannel or "spiceport";

    /// <summary>A machine has one display of VNC; where it has that already, SPICE goes.</summary>
    private static void ReplaceDisplays(DomainXml domain)
    {
        foreach (var display in domain.Graphics.Where(display => display.Type is DisplaySettings.Spice).ToArray())
        {
            if (!domain.Graphics.Any(other => other.Type is DisplaySettings.Vnc))
                display.Element.AddAfterSelf(Vnc(display).Element);
            domain.Devices.Remove(display);
        }
    }

    /// <summary>It listens where SPICE did, unless it would do so without the password that SPICE asked for.</summary>
    private static GraphicsXml Vnc(GraphicsXml spice)
    {
        var vnc = new GraphicsXml(new XElement("graphics")) { Type = DisplaySettings.Vnc, Keymap = spice.Keymap };
        var password = spice.Element.Attribute("passwd")?.Value;
        var keepsPassword = password is { Length: > 0 and <= MostOfPassword };
        if (keepsPassword)
        {
            vnc.SetPassword(password);
            (vnc.PasswordValidTo, vnc.ConnectedPolicy) = (spice.PasswordValidTo, spice.ConnectedPolicy);
        }
        (vnc.Port, vnc.AutoPort) = spice is { AutoPort: not true, Port: >= DisplaySettings.LeastPort } ? (spice.Port, false) : (-1, true);
        if (spice.OpenGl is not true && (keepsPassword || !DisplaySettings.IsReachable(DisplaySettings.AddressOf(spice))))
            vnc.Element.Add(spice.Element.Elements("listen").Where(listen => listen.Attribute("type")?.Value is not "socket"));
        if (vnc.Listens.Count == 0)
            vnc.ListenAddress = DisplaySettings.Loopback;
        return vnc;
    }

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

using Libvirt.Xml;
using WebConsole.Components.Shared;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Hardware;

internal static class DisplayWords
{
    public static HardwareItem Describe(GraphicsXml display)
    {
        var title = display.Type switch
        {
            "vnc" or "spice" or "rdp" => display.Type.ToUpperInvariant() + " display",
            "sdl" => "Window on the host's screen",
            "desktop" => "Desktop window on the host",
            "dbus" => "D-Bus display",
            "egl-headless" => "OpenGL without a screen",
            _ => "Display" + Words.With(" ", display.Type),
        };
        return new HardwareItem(HardwareKind.Display, title, Words.List(
            Place(display),
            Words.When(display.HasPassword, "asks for a password"),
            Words.With("keyboard ", display.Keymap),
            Words.When(display.OpenGl, "drawn by the host's GPU"),
            Words.With("GPU ", display.RenderNode)));
    }

    public static HardwareItem Describe(VideoXml video) => video.Model == "none"
        ? new HardwareItem(HardwareKind.Video, "No graphics card")
        : new HardwareItem(HardwareKind.Video, "Graphics card" + Words.With(" ", video.Model), Words.List(
            video.VideoMemoryKiB is { } kibibytes ? Format.Bytes(kibibytes * 1024L) : null,
            video.Heads is { } heads && heads > 1 ? Format.Count(heads, "screen", "screens") : null,
            Words.When(video.Accelerated3D, "3D")));

    private static string? Place(GraphicsXml display)
    {
        if (display.Type is not ("vnc" or "spice" or "rdp"))
            return null;
        var listen = display.Listens is [var first, ..] ? first : null;
        return listen?.Type switch
        {
            "none" => "on a socket only libvirt can open",
            "socket" => listen.Socket is null ? "on a socket of the host" : "on the socket " + Words.Name(listen.Socket),
            "network" => $"on {Words.With("", listen.Address) ?? "the host's address"} in network {Words.Name(listen.Network)}, {Port(display)}",
            _ => $"on {Words.Name(listen?.Address ?? display.ListenAddress) ?? "the host's default address"}, {Port(display)}",
        };
    }

    private static string Port(GraphicsXml display) => display.Port > 0
        ? Words.With("port ", display.Port) + Words.With(", with TLS ", display.TlsPort > 0 ? display.TlsPort : null)
        : "a port chosen at each start";
}

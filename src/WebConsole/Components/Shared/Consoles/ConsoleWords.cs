using Microsoft.Extensions.Localization;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;

namespace WebConsole.Components.Shared.Consoles;

/// <summary>The names of displays and text consoles, and how to reach those that do not open in a browser.</summary>
internal static class ConsoleWords
{
    public static string Name(this IStringLocalizer text, MachineConsole console) => console switch
    {
        MachineDisplay display => text["Display {0}: {1}", display.Key, Kind(display.Type)],
        MachineLine { IsSerial: true } line => text["Serial port {0}", line.Number],
        MachineLine line => text["Text console {0}", line.Number],
        _ => Plain(console.Key),
    };

    /// <summary>A sentence for users who expect it in the browser.</summary>
    public static string Elsewhere(this IStringLocalizer text, MachineConsole console) => console switch
    {
        MachineDisplay display => Screen(text, display),
        MachineLine line => Line(text, line, text.Name(line)),
        _ => "",
    };

    private static string Screen(IStringLocalizer text, MachineDisplay display) => display.Type switch
    {
        "spice" or "rdp" => (display switch
        {
            { Socket: { } socket } => text["This machine's screen is {0} on the host's socket {1}", Kind(display.Type), Plain(socket)],
            { Address: { } address, Port: { } port } => text["This machine's screen is {0} at {1}", Kind(display.Type), Place(address, $"{port}")],
            _ => text["This machine's screen is {0}", Kind(display.Type)],
        }) + (display.Type == "spice" ? text[": open it with virt-viewer."] : text[": open it with a program for remote desktops."]),
        "sdl" or "desktop" => text["This machine's screen is a window on its host's own screen."],
        "dbus" => text["This machine's screen goes to D-Bus: programs of its host show it."],
        "egl-headless" => text["This machine draws with OpenGL and has no display to show it."],
        _ => text["This machine's screen is of the kind {0}, which opens in no browser.", Kind(display.Type)],
    };

    private static string Line(IStringLocalizer text, MachineLine line, string name) => line switch
    {
        { Type: "tcp" or "udp", Address: { } address } => text["{0} goes to {1} {2}.", name, Kind(line.Type), Place(address, line.Port)],
        { Type: "file", Path: { } path } => text["{0} is written to the file {1}.", name, Plain(path)],
        { Type: "unix", Path: { } path } => text["{0} goes to the host's socket {1}.", name, Plain(path)],
        { Type: "pipe", Path: { } path } => text["{0} goes to the host's pipe {1}.", name, Plain(path)],
        { Type: "dev", Path: { } path } => text["{0} is the host's port {1}.", name, Plain(path)],
        { Type: "spicevmc" or "spiceport" } => text["{0} goes through SPICE: open it with virt-viewer.", name],
        { Type: "null" } => text["{0} is connected to nothing.", name],
        _ => text["{0} is of the kind {1}, which opens in no browser.", name, Kind(line.Type)],
    };

    private static string Kind(string type) => type is "vnc" or "spice" or "rdp" or "sdl" or "tcp" or "udp" ? type.ToUpperInvariant() : Plain(type);

    private static string Place(string address, string? port) =>
        Plain((address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address) + (port is null ? "" : $":{port}"));

    // The text is untrusted and part of our sentence.
    private static string Plain(string text) => AuditText.OneLine(text);
}

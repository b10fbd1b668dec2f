using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>Where a display listens, and how. The same for new displays and those that there are.</summary>
internal static class DisplaySettings
{
    public const string Loopback = "127.0.0.1", Vnc = "vnc", Spice = "spice", EglHeadless = "egl-headless";
    public const int LeastPort = 5900, MostPort = 65535;

    public static readonly ImmutableArray<string> Types = [Vnc, Spice, EglHeadless];
    public static readonly ImmutableArray<string> Compressions = ["auto_glz", "auto_lz", "quic", "glz", "lz", "off"];
    public static readonly ImmutableArray<string> Streamings = ["filter", "all", "off"];

    /// <summary>Of earlier ones libvirt writes the year with fewer digits than its schema takes: no edit after that would pass.</summary>
    private const int FirstYear = 1970;

    private const int MostKeymap = 32, MostOfSpice = 60;

    /// <summary>The longest password of VNC, in bytes of UTF-8.</summary>
    public const int MostOfVnc = 8;

    public const string Reachable = "Whoever reaches the host can try to look, and nothing is encrypted unless the host's libvirt has been set up for TLS.";

    private static readonly string[] Common = ["listen", "port", "keymap", "password", "passwordValidTo"];
    private static readonly string[] OfSpice = ["clipboard", "fileTransfer", "imageCompression", "streaming", "gl"];

    public static IEnumerable<string> FieldsOf(string? type) => type switch { Vnc => Common, Spice => [.. Common, .. OfSpice], _ => [] };

    /// <summary>Errors by their names in the API.</summary>
    /// <param name="settings">What is asked for.</param>
    /// <param name="inventory">What there is.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="type">The type of the display.</param>
    /// <param name="display">The display as it is known, without its password; <c>null</c> for a new one.</param>
    public static IEnumerable<(string Argument, string? Mistake)> Mistakes(DeviceSettings settings, InventorySnapshot inventory, Machine machine, string? type, GraphicsXml? display) =>
    [
        ("listen", ListenMistake(settings, display)),
        ("port", settings.Port is null or 0 ? null : settings.Port is < LeastPort or > MostPort ? $"A number from {LeastPort} to {MostPort}, or 0 for one that is chosen at each start." : DisplayPorts.Mistake(settings.Port.Value, PlaceOf(settings, display), inventory, machine, type)),
        ("keymap", settings.Keymap is { Length: > 0 } keymap && (keymap.Length > MostKeymap || !keymap.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')) ? "The name of a layout, such as en-us." : null),
        ("password", PasswordMistake(settings, type, display)),
        ("passwordValidTo", settings.PasswordValidTo is not { Length: > 0 } until ? null : TimeOf(until) is not { Year: >= FirstYear } ? "A time as in ISO 8601: 2026-12-31T23:59:59Z." : settings.Password is "" || (display is null && settings.Password is null) ? "It needs a password." : null),
        ("imageCompression", OneOf.MistakeUnlessEmpty(settings.ImageCompression, Compressions)), ("streaming", OneOf.MistakeUnlessEmpty(settings.Streaming, Streamings)),
        ("gl", settings.Gl == true && (settings.Listen is not null || settings.Port is > 0) ? "It draws for viewers on the host only, and then listens on no address and port." : null),
    ];

    public static void Apply(DeviceSettings settings, GraphicsXml display)
    {
        if (settings.Gl is { } gl)
            Draw(display, gl);
        if (settings.Listen is { } listen)
            ListenAt(display, Address(listen) is { } address ? address.ToString() : Loopback);
        if (settings.Port is { } port)
            (display.Port, display.AutoPort) = port == 0 ? (-1, true) : (port, false);
        display.Keymap = settings.Keymap switch { null => display.Keymap, "" => null, var keymap => keymap };
        display.ImageCompression = settings.ImageCompression switch { null => display.ImageCompression, "" => null, var compression => compression };
        display.StreamingMode = settings.Streaming switch { null => display.StreamingMode, "" => null, var streaming => streaming };
        display.ClipboardCopyPaste = settings.Clipboard ?? display.ClipboardCopyPaste;
        display.FileTransfer = settings.FileTransfer ?? display.FileTransfer;
        ApplyPassword(settings, display);
    }

    /// <summary>What QEMU can change while it runs.</summary>
    private static void ApplyPassword(DeviceSettings settings, GraphicsXml display)
    {
        if (settings.Password is { } password)
        {
            display.SetPassword(password.Length > 0 ? password : null);
            // Of the one before.
            display.PasswordValidTo = null;
        }
        if (settings.PasswordValidTo is { } until)
            display.PasswordValidTo = TimeOf(until)?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>What is allowed, and may not be meant.</summary>
    /// <inheritdoc cref="Mistakes"/>
    public static IEnumerable<FieldNote> Warnings(DeviceSettings settings, InventorySnapshot inventory, Machine machine, string? type, GraphicsXml? display)
    {
        if (IsReachable(settings.Listen))
            yield return new FieldNote("listen", Reachable);
        if (settings.Port is > 0 and var port && DisplayPorts.Warning(port, PlaceOf(settings, display), inventory, machine, type) is { } warning)
            yield return new FieldNote("port", warning);
    }

    /// <summary>Whether a running display can take all that is asked for.</summary>
    public static bool IsLive(DeviceSettings settings) => SettingNames.Set(settings).All(field => field is "password" or "passwordValidTo");

    /// <summary>Whether others than the host itself can reach it.</summary>
    public static bool IsReachable(string? listen) => Address(listen) is { } address && !IPAddress.IsLoopback(address);

    /// <summary>Whether nobody but the host itself can reach it, for sure: an address that libvirt, a network or a name decides on may be any.</summary>
    public static bool IsHere(GraphicsXml display) => display.Listens.Count > 0 ? display.Listens.All(listen => listen.Type is "address" && IsLoopback(listen.Address)) : IsLoopback(display.ListenAddress);

    private static bool IsLoopback(string? listen) => Address(listen) is { } address && IPAddress.IsLoopback(address);

    private static string? PlaceOf(DeviceSettings settings, GraphicsXml? display) => settings.Listen switch { null => display is null ? Loopback : AddressOf(display), "" => Loopback, var listen => listen };

    /// <inheritdoc cref="OpenDisplays.AddressOf"/>
    public static string? AddressOf(GraphicsXml display) => OpenDisplays.AddressOf(display);

    public static bool IsAll(string? listen) => OpenDisplays.IsAll(listen);

    /// <inheritdoc cref="OpenDisplays.Address"/>
    public static IPAddress? Address(string? text) => OpenDisplays.Address(text);

    private static string? ListenMistake(DeviceSettings settings, GraphicsXml? display) => settings.Listen switch
    {
        { Length: > 0 } listen when Address(listen) is null => "An IP address of the host: 127.0.0.1 for the host itself, 0.0.0.0 or :: for all.",
        // Whether there is a password already is known once the definition is read.
        { } listen when IsAll(listen) && (settings.Password is "" || (settings.Password is null && display is null)) => OpenDisplays.NeedsPassword,
        _ => null,
    };

    private static string? PasswordMistake(DeviceSettings settings, string? type, GraphicsXml? display) => settings.Password switch
    {
        null => null,
        "" => settings.Listen is null && display is not null && OpenDisplays.ListensOnAll(display) ? "It listens on all addresses, which need a password." : null,
        { } password when Encoding.UTF8.GetByteCount(password) > (type is Spice ? MostOfSpice : MostOfVnc) => type is Spice ? $"At most {MostOfSpice} bytes in UTF-8." : $"At most {MostOfVnc} bytes in UTF-8: VNC has no longer ones.",
        var password => password.Any(char.IsControl) ? "Letters, digits and signs." : null,
    };

    private static void ListenAt(GraphicsXml display, string address)
    {
        display.ListenAddress = null;
        while (display.Listens.Count > 0)
            display.Listens.RemoveAt(0);
        (var listen, display.Socket) = (display.Listens.Add(), null);
        (listen.Type, listen.Address) = ("address", address);
    }

    /// <summary>QEMU refuses a port beside drawing by the GPU.</summary>
    private static void Draw(GraphicsXml display, bool gl)
    {
        if (display.OpenGl == gl || (display.OpenGl is null && !gl))
            return;
        ListenAt(display, Loopback);
        (display.OpenGl, display.Port, display.AutoPort, display.TlsPort) = (gl ? true : null, gl ? null : -1, gl ? null : true, null);
        if (gl)
            (display.Listens[0].Type, display.Listens[0].Address) = ("none", null);
        else
            display.RenderNode = null;
    }

    private static DateTimeOffset? TimeOf(string text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}

using Libvirt.Xml;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Features.Machines.Devices.Kinds;

namespace WebConsole.Features.Machines.Devices.Forms;

/// <summary>What is entered about a display.</summary>
public sealed class DisplayDraft
{
    /// <summary>The choices of <see cref="Where"/>, besides the address itself.</summary>
    public const string Here = "here", All = "all", One = "one", Nowhere = "nowhere";

    public string Type { get; set; } = DisplaySettings.Vnc;

    /// <summary>Where it listens: <see cref="Here"/>, <see cref="All"/>, at <see cref="Address"/>, or as it does in another way.</summary>
    public string Where { get; set; } = Here;
    public string? Address { get; set; }
    public bool ChoosesPort { get; set; } = true;
    public int? Port { get; set; }
    public string Keymap { get; set; } = "";
    public SecretChange? Password { get; set; }
    public bool HadPassword { get; private init; }
    public string? ValidTo { get; set; }
    public bool Clipboard { get; set; } = true;
    public bool FileTransfer { get; set; } = true;
    public string ImageCompression { get; set; } = "";
    public string Streaming { get; set; } = "";
    public bool Gl { get; set; }

    /// <summary>Whether the display listens on all addresses without a password already, which an edit may leave.</summary>
    public bool StoodOpen { get; private init; }

    public bool IsSpice => Type is DisplaySettings.Spice;

    public bool HasPassword => Password switch { { IsClear: true } => false, { IsKept: false } => true, _ => HadPassword };

    /// <summary>The address in the form of the API; <c>null</c> where none is chosen.</summary>
    public string? Listen => Where switch { Here => DisplaySettings.Loopback, All => "0.0.0.0", One => Address ?? "", _ => null };

    public static DisplayDraft Of(GraphicsXml display) => new()
    {
        Type = display.Type ?? "", Where = WhereOf(DisplaySettings.AddressOf(display)), Address = DisplaySettings.AddressOf(display), ChoosesPort = display.AutoPort is true || display.Port is null or < 0, Port = display.Port is > 0 ? display.Port : null,
        Keymap = display.Keymap ?? "", HadPassword = display.HasPassword, StoodOpen = !display.HasPassword && WhereOf(DisplaySettings.AddressOf(display)) is All, ValidTo = display.PasswordValidTo, Clipboard = display.ClipboardCopyPaste ?? true, FileTransfer = display.FileTransfer ?? true,
        ImageCompression = display.ImageCompression ?? "", Streaming = display.StreamingMode ?? "", Gl = display.OpenGl ?? false,
    };

    /// <summary>A new display of what is entered.</summary>
    public NewDevice AsNew(Guid seed) => Type is DisplaySettings.EglHeadless ? new NewDevice { Kind = "graphics", Type = Type, Seed = seed } : new NewDevice
    {
        Kind = "graphics", Type = Type, Listen = IsSpice && Gl ? null : Listen, Port = IsSpice && Gl ? null : ChoosesPort ? 0 : Port ?? -1, Keymap = Keymap.Length > 0 ? Keymap : null,
        Password = Password?.Reveal(), PasswordValidTo = string.IsNullOrEmpty(ValidTo) ? null : ValidTo, Clipboard = IsSpice && !Clipboard ? false : null, FileTransfer = IsSpice && !FileTransfer ? false : null,
        ImageCompression = IsSpice && ImageCompression.Length > 0 ? ImageCompression : null, Streaming = IsSpice && Streaming.Length > 0 ? Streaming : null, Gl = IsSpice && Gl ? true : null, Seed = seed,
    };

    /// <summary>What differs from the display as it was read.</summary>
    public DeviceChanges ChangesFrom(DisplayDraft first) => new()
    {
        Listen = (Where, Address) == (first.Where, first.Address) || (IsSpice && Gl) ? null : Listen, Port = (ChoosesPort, Port) == (first.ChoosesPort, first.Port) || (IsSpice && Gl) ? null : ChoosesPort ? 0 : Port ?? -1,
        Keymap = Keymap == first.Keymap ? null : Keymap, Password = Password switch { null or { IsKept: true } => null, { IsClear: true } => "", var secret => secret.Reveal() },
        // A new password has no end, unless it is said again.
        PasswordValidTo = (ValidTo ?? "") == (first.ValidTo ?? "") && (Password is not { IsKept: false, IsClear: false } || string.IsNullOrEmpty(ValidTo)) ? null : Password is { IsClear: true } ? null : ValidTo ?? "",
        Clipboard = Clipboard == first.Clipboard ? null : Clipboard, FileTransfer = FileTransfer == first.FileTransfer ? null : FileTransfer,
        ImageCompression = ImageCompression == first.ImageCompression ? null : ImageCompression, Streaming = Streaming == first.Streaming ? null : Streaming, Gl = Gl == first.Gl ? null : Gl,
    };

    private static string WhereOf(string? address) => address switch { DisplaySettings.Loopback => Here, "0.0.0.0" => All, null => Nowhere, _ => One };
}

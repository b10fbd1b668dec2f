namespace WebConsole.Features.Machines.Devices.Commands;

// Of displays and video cards.
public abstract partial record DeviceSettings
{
    /// <summary>The address of the host at which a display listens: <c>127.0.0.1</c> by default; <c>0.0.0.0</c> or <c>::</c> for all, which needs a password.</summary>
    public string? Listen { get; init; }

    /// <summary>The TCP port: of a display from 5900 to 65535, or 0 for one that is chosen at each start. Of the host's side <c>tcp</c> of a new device: any.</summary>
    public int? Port { get; init; }

    /// <summary>The layout of the keyboard of those who look at a display: <c>en-us</c>, <c>de</c>, …</summary>
    public string? Keymap { get; init; }

    /// <summary>The password that a display asks for, at most 8 bytes in UTF-8 with VNC; an empty text for none. It is never shown, kept or logged.</summary>
    public string? Password { get; init; }

    /// <summary>Until when that password is good, as in ISO 8601: <c>2026-12-31T23:59:59Z</c>; an empty text for always.</summary>
    public string? PasswordValidTo { get; init; }

    /// <summary>With SPICE: whether viewer and guest share a clipboard, by the guest's SPICE agent.</summary>
    public bool? Clipboard { get; init; }

    /// <summary>With SPICE: whether files can be dropped on the guest, by its SPICE agent.</summary>
    public bool? FileTransfer { get; init; }

    /// <summary>How SPICE compresses pictures: <c>auto_glz</c>, <c>auto_lz</c>, <c>quic</c>, <c>glz</c>, <c>lz</c>, <c>off</c>.</summary>
    public string? ImageCompression { get; init; }

    /// <summary>What SPICE sends as a video: <c>filter</c>, <c>all</c>, <c>off</c>.</summary>
    public string? Streaming { get; init; }

    /// <summary>With SPICE: whether the host's GPU draws. It then listens on no port: only viewers on the host itself reach it.</summary>
    public bool? Gl { get; init; }

    /// <summary>How many screens a video card has.</summary>
    public int? Heads { get; init; }

    /// <summary>Whether the guest can draw in 3D on a video card of the model <c>virtio</c>.</summary>
    public bool? Accelerated3D { get; init; }

    /// <summary>The memory of a video card in bytes, in whole KiB.</summary>
    public long? VideoMemory { get; init; }

    /// <summary>The fields that are set, without secrets.</summary>
    public sealed override string ToString() => string.Join(' ', SettingNames.Audited(this).Select(field => $"{field.Name}={field.Value}"));
}

namespace Libvirt.Xml;

/// <summary>How an audio backend records or plays.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#audio-backends"/>
public sealed class AudioStreamXml : XmlView
{
    internal AudioStreamXml(XmlView whole, XmlPath at) : base(whole, at) { }

    /// <summary>Whether QEMU mixes and converts by itself; null for yes.</summary>
    public bool? MixingEngine { get => GetYesNo("@mixingEngine"); set => SetYesNo("@mixingEngine", value); }

    /// <summary>Whether <see cref="Frequency"/>, <see cref="Channels"/> and <see cref="Format"/> hold whatever the guest plays.</summary>
    public bool? FixedSettings { get => GetYesNo("@fixedSettings"); set => SetYesNo("@fixedSettings", value); }

    /// <summary>How many sounds at a time; null for 1.</summary>
    public int? Voices { get => GetInt("@voices"); set => SetNumber("@voices", value); }

    /// <summary>The length of the buffer; null for QEMU's own.</summary>
    public int? BufferMicroseconds { get => GetInt("@bufferLength"); set => SetNumber("@bufferLength", value); }

    /// <summary>Samples a second, with <see cref="FixedSettings"/>.</summary>
    public int? Frequency { get => GetInt("settings@frequency"); set => SetNumber("settings@frequency", value); }

    /// <summary>How many channels, with <see cref="FixedSettings"/>.</summary>
    public int? Channels { get => GetInt("settings@channels"); set => SetNumber("settings@channels", value); }

    /// <summary>The form of a sample, such as <c>s16</c>, with <see cref="FixedSettings"/>.</summary>
    public string? Format { get => Get("settings@format"); set => Set("settings@format", value); }

    /// <summary>The host's device, of types <c>alsa</c> and <c>oss</c>; null for the default.</summary>
    public string? Device { get => Get("@dev"); set => Set("@dev", value); }

    /// <summary>How many buffers, of types <c>oss</c>, <c>sdl</c> and <c>coreaudio</c>.</summary>
    public int? BufferCount { get => GetInt("@bufferCount"); set => SetNumber("@bufferCount", value); }

    /// <summary>Whether the device is polled where it can be, of types <c>alsa</c> and <c>oss</c>.</summary>
    public bool? TryPoll { get => GetYesNo("@tryPoll"); set => SetYesNo("@tryPoll", value); }

    /// <summary>The sink or source, of type <c>pulseaudio</c>; null for the default.</summary>
    public string? Name { get => Get("@name"); set => Set("@name", value); }

    /// <summary>How the stream is called, of type <c>pulseaudio</c>.</summary>
    public string? StreamName { get => Get("@streamName"); set => Set("@streamName", value); }

    /// <summary>The delay asked for, of type <c>pulseaudio</c>.</summary>
    public int? LatencyMicroseconds { get => GetInt("@latency"); set => SetNumber("@latency", value); }

    /// <summary>The server, of type <c>jack</c>; null for the default.</summary>
    public string? ServerName { get => Get("@serverName"); set => Set("@serverName", value); }

    /// <summary>How the client is called, of type <c>jack</c>.</summary>
    public string? ClientName { get => Get("@clientName"); set => Set("@clientName", value); }

    /// <summary>A pattern of the ports to connect to, of type <c>jack</c>; null for none.</summary>
    public string? ConnectPorts { get => Get("@connectPorts"); set => Set("@connectPorts", value); }

    /// <summary>Whether another client of that name is a mistake, of type <c>jack</c>.</summary>
    public bool? ExactName { get => GetYesNo("@exactName"); set => SetYesNo("@exactName", value); }
}

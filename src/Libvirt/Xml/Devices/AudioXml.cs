using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>Where the host plays and records the sound of a guest.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#audio-backends"/>
public sealed class AudioXml(XElement element) : DeviceXml(element)
{
    /// <summary>Its number, by which sound cards name it; from 1.</summary>
    public int? Id { get => GetInt("@id"); set => SetNumber("@id", value); }

    /// <summary>The host's side: <c>none</c>, <c>alsa</c>, <c>pulseaudio</c>, <c>jack</c>, <c>oss</c>, <c>sdl</c>, <c>spice</c>, <c>dbus</c>, <c>file</c>, <c>coreaudio</c>.</summary>
    public string? Type { get => Get("@type"); set => Set("@type", value); }

    /// <summary>How often sound is moved; null for QEMU's own.</summary>
    public int? TimerPeriodMicroseconds { get => GetInt("@timerPeriod"); set => SetNumber("@timerPeriod", value); }

    /// <summary>The server, of type <c>pulseaudio</c>; null for the host's own.</summary>
    public string? ServerName { get => Get("@serverName"); set => Set("@serverName", value); }

    /// <summary>SDL's driver, of type <c>sdl</c>: <c>esd</c>, <c>alsa</c>, <c>arts</c>, <c>pulseaudio</c>.</summary>
    public string? Driver { get => Get("@driver"); set => Set("@driver", value); }

    /// <summary>The file recorded to, of type <c>file</c>.</summary>
    public string? Path { get => Get("@path"); set => Set("@path", value); }

    /// <summary>Whether memory is shared with the card where it can be, of type <c>oss</c>.</summary>
    public bool? TryMemoryMap { get => GetYesNo("@tryMMap"); set => SetYesNo("@tryMMap", value); }

    /// <summary>Whether nobody else may use the card, of type <c>oss</c>.</summary>
    public bool? Exclusive { get => GetYesNo("@exclusive"); set => SetYesNo("@exclusive", value); }

    /// <summary>The timing policy, of type <c>oss</c>; null or negative for fragments instead.</summary>
    public int? DspPolicy { get => GetInt("@dspPolicy"); set => SetNumber("@dspPolicy", value); }

    /// <summary>How it records.</summary>
    public AudioStreamXml Input => new(this, "input");

    /// <summary>How it plays.</summary>
    public AudioStreamXml Output => new(this, "output");
}

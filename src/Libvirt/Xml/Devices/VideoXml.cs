using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A graphics card.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#video-devices"/>
public sealed class VideoXml(XElement element) : DeviceXml(element)
{
    /// <summary>The model: <c>virtio</c>, <c>qxl</c>, <c>vga</c>, <c>cirrus</c>, <c>bochs</c>, <c>ramfb</c>, <c>none</c>.</summary>
    public string? Model { get => Get("model@type"); set => Set("model@type", value); }

    /// <summary>Its memory in KiB.</summary>
    public int? VideoMemoryKiB { get => GetInt("model@vram"); set => SetNumber("model@vram", value); }

    /// <summary>How many screens it has.</summary>
    public int? Heads { get => GetInt("model@heads"); set => SetNumber("model@heads", value); }

    /// <summary>Whether it is the first one.</summary>
    public bool? Primary { get => GetYesNo("model@primary"); set => SetYesNo("model@primary", value); }

    /// <summary>Whether the guest can draw in 3D on it.</summary>
    public bool? Accelerated3D { get => GetYesNo("model/acceleration@accel3d"); set => SetYesNo("model/acceleration@accel3d", value); }

    /// <summary>Options that all virtio devices have.</summary>
    public VirtioOptionsXml VirtioOptions => new(this, "driver");
}

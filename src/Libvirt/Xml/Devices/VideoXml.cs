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

    /// <summary>The first area of memory of a <c>qxl</c>, in KiB.</summary>
    public int? MemoryKiB { get => GetInt("model@ram"); set => SetNumber("model@ram", value); }

    /// <summary>The memory for the picture before the guest's driver, of a <c>qxl</c>, in KiB.</summary>
    public int? VgaMemoryKiB { get => GetInt("model@vgamem"); set => SetNumber("model@vgamem", value); }

    /// <summary>The area of memory above 4 GiB of a <c>qxl</c>, in KiB.</summary>
    public int? VideoMemory64KiB { get => GetInt("model@vram64"); set => SetNumber("model@vram64", value); }

    /// <summary>Whether the guest can draw in 2D with the host's help.</summary>
    public bool? Accelerated2D { get => GetYesNo("model/acceleration@accel2d"); set => SetYesNo("model/acceleration@accel2d", value); }

    /// <summary>The host's GPU that draws, of driver <c>vhostuser</c>.</summary>
    public string? RenderNode { get => Get("model/acceleration@rendernode"); set => Set("model/acceleration@rendernode", value); }

    /// <summary>The width that the guest is told to begin with.</summary>
    public int? ResolutionWidth { get => GetInt("model/resolution@x"); set => SetNumber("model/resolution@x", value); }

    /// <summary>The height that the guest is told to begin with.</summary>
    public int? ResolutionHeight { get => GetInt("model/resolution@y"); set => SetNumber("model/resolution@y", value); }

    /// <summary>What draws: <c>qemu</c> or <c>vhostuser</c>.</summary>
    public string? DriverName { get => Get("driver@name"); set => Set("driver@name", value); }
}

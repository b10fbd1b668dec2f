using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>The memory balloon: the guest returns memory and reports its memory usage through it.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#memory-balloon-device"/>
public sealed class MemoryBalloonXml(XElement element) : DeviceXml(element)
{
    /// <summary>The model: <c>virtio</c>, <c>xen</c>, <c>none</c>.</summary>
    public string? Model { get => Get("@model"); set => Set("@model", value); }

    /// <summary>Seconds between two reports of the guest's; none or 0 for no reports.</summary>
    public int? Period { get => GetInt("stats@period"); set => SetNumber("stats@period", value); }

    /// <summary>Whether the balloon gives memory back when the guest is about to run out.</summary>
    public bool? AutoDeflate { get => GetOnOff("@autodeflate"); set => SetOnOff("@autodeflate", value); }

    /// <summary>Whether the guest reports free pages, so that the host can use them.</summary>
    public bool? FreePageReporting { get => GetOnOff("@freePageReporting"); set => SetOnOff("@freePageReporting", value); }

    /// <summary>Options that all virtio devices have.</summary>
    public VirtioOptionsXml VirtioOptions => new(this, "driver");
}

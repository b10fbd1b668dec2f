using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Features.Machines.Devices.Kinds;

namespace WebConsole.Features.Machines.Devices.Forms;

/// <summary>What is entered about a video card.</summary>
public sealed class VideoDraft
{
    public string Model { get; set; } = "";
    public int? Heads { get; set; }
    public bool Accelerated3D { get; set; }
    public long? Memory { get; set; }

    public static VideoDraft Of(VideoXml video) => new() { Model = video.Model ?? "", Heads = video.Heads, Accelerated3D = video.Accelerated3D ?? false, Memory = video.VideoMemoryKiB is { } kibibytes ? kibibytes * 1024L : null };

    public NewDevice Into(NewDevice asked, string model) => asked with
    {
        Heads = VideoSettings.HasHeads(model) ? Heads : null,
        Accelerated3D = model is "virtio" && Accelerated3D ? true : null,
        VideoMemory = VideoSettings.HasMemory(model) ? Memory : null,
    };

    /// <summary>What differs from the card as it was read.</summary>
    public DeviceChanges ChangesFrom(VideoDraft first) => new()
    {
        Model = Model == first.Model ? null : Model, Heads = VideoSettings.HasHeads(Model) && Heads != first.Heads ? Heads : null,
        Accelerated3D = Model is "virtio" && Accelerated3D != first.Accelerated3D ? Accelerated3D : null,
        VideoMemory = VideoSettings.HasMemory(Model) && Memory != first.Memory ? Memory : null,
    };
}

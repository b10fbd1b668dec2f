using System.Collections.Immutable;
using System.Numerics;
using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Hardware;
using WebConsole.OsInfo.Defaults;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>What can be set of a video card. The same for new cards and those that there are.</summary>
internal static class VideoSettings
{
    public const int MostHeads = 16;
    public const long LeastMemory = 1 << 20, MostMemory = 512 << 20;

    public static readonly ImmutableArray<string> Fields = ["heads", "accelerated3D", "videoMemory"];

    private static readonly ImmutableArray<string> OfQemu = ["virtio", "vga", "qxl", "bochs", "cirrus", DeviceModels.None];

    /// <summary>The models that a host offers for a machine, the usual one first.</summary>
    public static ImmutableArray<string> Models(GuestKind kind, HostOffer? offer) => kind.Xen?.Videos ?? [.. OfQemu.Where(model => model is DeviceModels.None || offer is null || offer.HasVideo(model))];

    public static bool HasHeads(string? model) => model is "virtio" or "qxl";

    public static bool HasMemory(string? model) => model is "qxl" or "vga" or "bochs";

    /// <summary>Errors by their names in the API.</summary>
    /// <param name="settings">What is asked for.</param>
    /// <param name="model">The model that the card has then.</param>
    /// <param name="definitions">The machine's definitions, of which one must draw in 3D.</param>
    public static IEnumerable<(string Argument, string? Mistake)> Mistakes(DeviceSettings settings, string? model, IEnumerable<DomainXml> definitions) =>
    [
        ("heads", settings.Heads is null ? null : settings.Heads is < 1 or > MostHeads ? $"A number from 1 to {MostHeads}." : settings.Heads > 1 && !HasHeads(model) ? "Of the models virtio and qxl only." : null),
        ("accelerated3D", settings.Accelerated3D is not true ? null : model is not "virtio" ? "Of the model virtio only." : definitions.Any(Draws) ? null : "It needs a display that is drawn by the host's GPU: egl-headless, or SPICE with GL. Add that first."),
        ("videoMemory", settings.VideoMemory is not { } bytes ? null : !HasMemory(model) ? "Of the models qxl, vga and bochs only." : bytes is < LeastMemory or > MostMemory || !BitOperations.IsPow2(bytes) ? "A power of two, from 1 MiB to 512 MiB." : null),
    ];

    public static void Apply(DeviceSettings settings, VideoXml video)
    {
        if (settings.Model is { Length: > 0 } model && model != video.Model)
            Become(video, model);
        video.Heads = settings.Heads ?? video.Heads;
        if (settings.Accelerated3D is { } accelerated)
            video.Accelerated3D = accelerated ? true : null;
        if (settings.VideoMemory is { } bytes)
        {
            video.VideoMemoryKiB = (int)(bytes >> 10);
            // Of a qxl, the picture before the driver has to fit.
            if (video.VgaMemoryKiB > video.VideoMemoryKiB)
                video.VgaMemoryKiB = null;
        }
    }

    /// <summary>Memory is laid out by model, and what the new one has not would be refused.</summary>
    public static void Become(VideoXml video, string model)
    {
        video.Model = model;
        (video.VideoMemoryKiB, video.MemoryKiB, video.VgaMemoryKiB, video.VideoMemory64KiB) = (null, null, null, null);
        if (model is not "virtio")
            (video.Accelerated3D, video.Accelerated2D, video.RenderNode) = (null, null, null);
        if (!HasHeads(model))
            video.Heads = null;
        if (model is DeviceModels.None)
        {
            video.Primary = null;
            video.SetAddress(null);
        }
    }

    private static bool Draws(DomainXml domain) => domain.Graphics.Any(display => display.Type is DisplaySettings.EglHeadless || display.OpenGl is true);
}

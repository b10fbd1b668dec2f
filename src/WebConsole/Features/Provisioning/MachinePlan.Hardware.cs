using System.Collections.Immutable;
using WebConsole.Hardware;

namespace WebConsole.Features.Provisioning;

// The board, the processors and the devices.
internal sealed partial record MachinePlan
{
    public string? MachineType => Asked.MachineType ?? Defaults.MachineType;

    /// <summary>The machine type without its version.</summary>
    public string? MachineFamily => Asked.MachineType is { } type ? OsInfo.Defaults.MachineFamily.Of(type) : Defaults.MachineType;

    /// <summary>The most that it can be given while it runs.</summary>
    public long MaxMemory => Math.Max(Asked.MaxMemory ?? 0, Memory);

    public int MaxVcpus => Math.Max(Asked.Cpu?.Maximum ?? 0, Vcpus);

    /// <summary>How its screen is reached; null where it has none.</summary>
    public string? Graphics => Chosen(Asked.Devices?.Graphics, Defaults.VideoModel is null ? null : "vnc");

    public string? VideoModel => Chosen(Asked.Devices?.Video, Graphics is null ? null : Defaults.VideoModel ?? "virtio");

    /// <summary>The video cards that it can have.</summary>
    public ImmutableArray<string> VideoModels => Kind.Xen is { } xen ? [.. xen.Videos.Where(Offer.HasVideo)] : Offer.VideoModels;

    public string? SoundModel => Chosen(Asked.Devices?.Sound, Defaults.SoundModel);

    public string? WatchdogModel => Chosen(Asked.Devices?.Watchdog, null);

    /// <summary>The model of its random number generator; null for none. The network boot of newer UEFI does not begin without one.</summary>
    public string? RngModel => Kind.Xen is not null ? null : Asked.Devices?.Rng switch
    {
        null => Defaults.RngModel ?? (Asked.Pxe == true && Firmware is not "bios" && Offer.HasRng ? "virtio" : null),
        true => "virtio",
        false => null,
    };

    public bool HasSerial => Asked.Devices?.Serial ?? true;

    /// <summary>What it could boot from, by the names in the API.</summary>
    public ImmutableArray<string> BootTargets =>
    [
        .. Disks.Select((_, index) => $"disks[{index}]"),
        .. Medium is null ? Array.Empty<string>() : ["media"],
        .. Interfaces.Select((_, index) => $"networks[{index}]"),
    ];

    /// <summary>
    /// What it boots from, in this order. The medium comes after the first disk: it boots as long as that is empty, and some machines
    /// try few devices only. What is on the other disks comes last.
    /// </summary>
    public ImmutableArray<string> BootOrder => Asked.Boot is { } asked ? [.. asked.OfType<string>().Where(BootTargets.Contains).Distinct()]
        : [.. BootTargets.Where(target => Asked.Pxe == true || !IsCard(target)).OrderBy(target => target switch { "disks[0]" => 0, "media" => 1, _ when IsCard(target) => 2, _ => 3 })];

    /// <summary>Its place in the order of booting, from 1; null where it boots from something else, and where kinds of devices are ordered.</summary>
    public int? BootOrderOf(string target) => Kind.Xen is not null ? null : BootOrder.IndexOf(target) is var at and >= 0 ? at + 1 : null;

    private static bool IsCard(string target) => target.StartsWith("networks", StringComparison.Ordinal);

    private static string? Chosen(string? asked, string? usual) => asked is DeviceModels.None ? null : asked ?? usual;
}

using System.Collections.Immutable;
using WebConsole.Features.Provisioning.Commands;

namespace WebConsole.Features.Provisioning.Presets;

/// <summary>The presets that come with WebConsole.</summary>
internal static class UsualPresets
{
    private const long GiB = 1L << 30;

    public static ImmutableArray<MachinePreset> All { get; } =
    [
        new("Small server", PresetOwner.WebConsole, new PresetHardware(Vcpus: 1, Memory: GiB, DiskSize: 10 * GiB, Devices: new NewDevices(Sound: "none"))),
        new("Desktop", PresetOwner.WebConsole, new PresetHardware(Vcpus: 4, Memory: 8 * GiB, DiskSize: 60 * GiB, Devices: new NewDevices(Graphics: "vnc", Sound: "ich9"))),
        new("Windows", PresetOwner.WebConsole, new PresetHardware(Vcpus: 4, Memory: 8 * GiB, DiskSize: 80 * GiB, Firmware: "uefi-secure", Tpm: true, MachineType: "q35")),
    ];
}

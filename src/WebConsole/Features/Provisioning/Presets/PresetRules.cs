using WebConsole.Hardware;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Presets;

/// <summary>What a preset may be. Whether a host can do it is looked at when a machine is made.</summary>
internal static class PresetRules
{
    internal const int MostPresets = 50;

    private const int LongestName = 60, LongestWord = 64;
    private const long LeastSize = 1 << 20, MostSize = 1L << 60;

    private static readonly string[] Firmwares = ["bios", "uefi", "uefi-secure"];

    public static string? NameMistake(string? name) =>
        ObjectName.Mistake(name ?? "")
            ?? (name!.Length > LongestName ? $"At most {LongestName} letters."
            : UsualPresets.All.Any(preset => preset.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ? "A preset that comes with WebConsole has that name: choose another."
            : null);

    /// <summary>Errors by their names in the API.</summary>
    public static IReadOnlyDictionary<string, string> Mistakes(PresetHardware hardware) => new (string Field, string? Mistake)[]
    {
        ("vcpus", Count(hardware.Vcpus)), ("memory", Size(hardware.Memory)), ("maxMemory", Size(hardware.MaxMemory)), ("diskSize", Size(hardware.DiskSize)),
        ("firmware", hardware.Firmware is null || Firmwares.Contains(hardware.Firmware) ? null : $"One of {string.Join(", ", Firmwares)}."),
        ("machineType", Word(hardware.MachineType)),
        ("cpu.mode", hardware.Cpu?.Mode is not { } mode || CpuRules.Modes.Contains(mode) ? null : $"One of {string.Join(", ", CpuRules.Modes)}."),
        ("cpu.model", Word(hardware.Cpu?.Model)), ("cpu.maximum", Count(hardware.Cpu?.Maximum)),
        ("cpu.sockets", Count(hardware.Cpu?.Sockets) ?? Count(hardware.Cpu?.Cores) ?? Count(hardware.Cpu?.Threads)),
        ("devices", hardware.Devices is { } devices ? new[] { devices.Graphics, devices.Video, devices.Sound, devices.Watchdog, devices.WatchdogAction }.Select(Word).FirstOrDefault(mistake => mistake is not null) : null),
    }.Where(found => found.Mistake is not null).ToDictionary(found => found.Field, found => found.Mistake!);

    private static string? Count(int? count) => count is null or (> 0 and <= HardwareRules.MostVcpus) ? null : $"A number from 1 to {HardwareRules.MostVcpus}.";

    private static string? Size(long? size) => size is null or (>= LeastSize and <= MostSize) ? null : $"From {Format.Bytes(LeastSize)} to {Format.Bytes(MostSize)}.";

    private static string? Word(string? word) => word is null || (word.Length is > 0 and <= LongestWord && word.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_')) ? null
        : $"One of libvirt's words: at most {LongestWord} letters, digits, dots and hyphens.";
}

using WebConsole.Features.Provisioning.Commands;

namespace WebConsole.Features.Provisioning.Presets;

/// <summary>The hardware that a preset sets; what is null follows the operating system. It names nothing of a host, and holds no secret.</summary>
/// <param name="Vcpus">How many vCPUs.</param>
/// <param name="Memory">In bytes.</param>
/// <param name="MaxMemory">The most that it can be given while it runs.</param>
/// <param name="DiskSize">Of the first disk, in bytes.</param>
/// <param name="Firmware"><c>bios</c>, <c>uefi</c>, or <c>uefi-secure</c>.</param>
/// <param name="Tpm">Whether it has a TPM 2.0.</param>
/// <param name="MachineType">The board, such as <c>q35</c>.</param>
/// <param name="Cpu">What its processors are.</param>
/// <param name="Devices">Its screen, sound, and what else it has.</param>
/// <param name="Emulate">Whether QEMU emulates the processor even where the host could run it by KVM.</param>
public sealed record PresetHardware(int? Vcpus = null, long? Memory = null, long? MaxMemory = null, long? DiskSize = null, string? Firmware = null, bool? Tpm = null,
    string? MachineType = null, NewProcessor? Cpu = null, NewDevices? Devices = null, bool? Emulate = null);

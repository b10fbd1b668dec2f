using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Presets;

namespace WebConsole.Features.Provisioning.Forms;

// The part of it that presets hold.
public sealed partial class MachineDraft
{
    /// <summary>What of the hardware was entered, for a preset.</summary>
    /// <param name="size">The size that was chosen, null for what the operating system has by default.</param>
    public PresetHardware Hardware(MachineSize? size) => new(Vcpus ?? size?.Vcpus, Memory ?? size?.Memory, MaxMemory, DiskSize ?? size?.Disk, Firmware, Tpm, Text(MachineType), Cpu == new NewProcessor() ? null : Cpu, Devices == new NewDevices() ? null : Devices, Emulates ? true : null);

    /// <summary>Sets the hardware to what a preset says. A disk's size that somebody has entered stays.</summary>
    /// <param name="hardware">What it says.</param>
    /// <param name="diskOfLast">The disk's size that the preset before this one had set.</param>
    public void Apply(PresetHardware hardware, long? diskOfLast = null)
    {
        var entered = DiskSize == diskOfLast ? null : DiskSize;
        (Size, Vcpus, Memory, MaxMemory, DiskSize) = (MachineSize.Medium, hardware.Vcpus, hardware.Memory, hardware.MaxMemory, entered ?? hardware.DiskSize);
        (Firmware, Tpm, MachineType) = (hardware.Firmware, hardware.Tpm, hardware.MachineType);
        (Cpu, Devices, Emulates) = (hardware.Cpu ?? new NewProcessor(), hardware.Devices ?? new NewDevices(), hardware.Emulate == true);
    }
}

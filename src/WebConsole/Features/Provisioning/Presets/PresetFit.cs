using Microsoft.Extensions.Localization;
using WebConsole.Hardware;
using WebConsole.Hypervisor.Inventory;
using WebConsole.OsInfo.Defaults;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Presets;

/// <summary>Whether hardware fits a host, and the image that a machine begins with.</summary>
/// <param name="host">The host.</param>
/// <param name="offer">What it offers.</param>
/// <param name="leastDisk">The least size of its first disk, in bytes.</param>
/// <param name="text">The words.</param>
internal sealed class PresetFit(HostStatus host, HostOffer offer, long leastDisk, IStringLocalizer text)
{
    /// <summary>Why it does not fit; null where it does.</summary>
    public string? WhyNot(PresetHardware hardware) => hardware switch
    {
        { Memory: { } memory } when host.Facts is { MemoryBytes: > 0 and var most } && memory > most => text["the host has {0}", Format.Bytes(most)].Value,
        { Vcpus: { } vcpus } when vcpus > offer.MostCpus => text["at most {0} vCPUs", offer.MostCpus].Value,
        { DiskSize: { } size } when size < leastDisk => text["the image needs a disk of {0}", Format.Bytes(leastDisk)].Value,
        { Firmware: "uefi" } when !offer.HasUefi => text["the host has no UEFI firmware"].Value,
        { Firmware: "uefi-secure" } when !offer.HasSecureUefi => text["the host has no UEFI firmware with Secure Boot"].Value,
        { Tpm: true } when !offer.HasTpm => text["the host has no swtpm"].Value,
        { MachineType: { } type } when GuestKind.MachineTypesOf(host) is { IsEmpty: false } types && !types.Contains(type) => text["the host has no machine type {0}", type].Value,
        { Cpu.Mode: { } mode } when !offer.HasCpuMode(mode) => text["the host has no processor {0}", mode].Value,
        _ => null,
    };
}

using Microsoft.Extensions.Localization;
using WebConsole.Features.Provisioning.Disks;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>What a new machine will be, in words.</summary>
internal static class PlanWords
{
    public static IEnumerable<string> Of(MachinePlan plan, IStringLocalizer text)
    {
        yield return text[plan.Vcpus == 1 ? "{0} vCPU, {1}" : "{0} vCPUs, {1}", plan.Vcpus, Format.Bytes(plan.Memory)];
        foreach (var disk in plan.Disks)
            yield return OfDisk(disk, text);
        if (plan.Medium is { } medium)
            yield return text["{0} in the CD-ROM drive", medium.Name];
        if (plan.Drivers is { } drivers)
            yield return plan.DriverFolder is { } folder ? text["{0} in a second drive: load the driver {1} when setup finds no disk", drivers.Name, folder] : text["{0} in a second drive", drivers.Name];
        if (plan.Kernel is { } kernel)
            yield return text["boots the kernel {0}", kernel.Name];
        if (plan.Tree is { } tree)
            yield return text["installed from {0}", tree.Url.IdnHost];
        foreach (var card in plan.Interfaces)
            yield return card.Bridge is { } bridge ? text["bridge {0}", bridge] : text["network {0}", card.Network ?? ""];
        yield return plan.Firmware switch { "uefi" => text["UEFI"], "uefi-secure" => text["UEFI with Secure Boot"], _ => text["BIOS"] };
        if (plan.TpmModel is not null)
            yield return text["TPM 2.0"];
        if (plan.Seed is { } seed)
            yield return seed.Ignition is not null ? text["set up by Ignition"] : seed.Unattended is null ? text["set up by cloud-init"] : text["installed without questions"];
        if (plan.Tree?.Unattended is not null)
            yield return text["installed without questions"];
        foreach (var reason in plan.Defaults.Reasons)
            yield return reason;
    }

    private static string OfDisk(DiskPlan disk, IStringLocalizer text) => disk switch
    {
        ExistingVolumePlan => text["disk {0} in {1}", disk.Name, disk.Pool.Name],
        { Source: { } source } when disk is ImportPlan => text["{0} in {1}, imported from {2}", disk.Format, disk.Pool.Name, source.Name],
        { Source: { } source } when disk is CopyPlan => text["{0} {1} in {2}, a copy of {3}", Format.Bytes(disk.Capacity), disk.Format, disk.Pool.Name, source.Name],
        { Source: { } source } => text["{0} {1} in {2}, on {3}", Format.Bytes(disk.Capacity), disk.Format, disk.Pool.Name, source.Name],
        _ => text["{0} {1} in {2}", Format.Bytes(disk.Capacity), disk.Format, disk.Pool.Name],
    };
}

using Microsoft.Extensions.Localization;
using WebConsole.CloudInit;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Disks;
using WebConsole.Hypervisor.Inventory;
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
        if (plan.Kernel is { } kernel)
            yield return text["boots the kernel {0}", kernel.Name];
        foreach (var card in plan.Interfaces)
            yield return card.Bridge is { } bridge ? text["bridge {0}", bridge] : text["network {0}", card.Network ?? ""];
        yield return plan.Firmware switch { "uefi" => text["UEFI"], "uefi-secure" => text["UEFI with Secure Boot"], _ => text["BIOS"] };
        if (plan.TpmModel is not null)
            yield return text["TPM 2.0"];
        if (plan.Seed is { } seed)
            yield return seed.Ignition is not null ? text["set up by Ignition"] : seed.Unattended is null ? text["set up by cloud-init"] : text["installed without questions"];
        foreach (var reason in plan.Defaults.Reasons)
            yield return reason;
    }

    /// <summary>What was looked at: ✓ what is well, ⚠ what may not be meant.</summary>
    public static IEnumerable<string> Checks(CreateMachine operation, InventorySnapshot inventory, HostStatus host, IStringLocalizer text)
    {
        var mistakes = operation.Mistakes(inventory);
        if (operation.Plan.Name.Length > 0 && !mistakes.ContainsKey("name"))
            yield return text["✓ name free"];
        if (host.Facts is { MemoryBytes: > 0 and var all })
        {
            var promised = inventory.Machines.Values.Where(machine => machine.Id.Host == host.Name && machine.IsActive).Sum(machine => machine.MemoryBytes) + operation.Plan.Memory;
            if (promised > all)
                yield return text["⚠ with the machines that run, {0} of memory are promised: the host has {1}", Format.Bytes(promised), Format.Bytes(all)];
        }
        if (host.Facts is { Cpus: > 0 and var cpus } && operation.Plan.Vcpus > cpus)
            yield return text["⚠ more vCPUs than the host's {0}", cpus];
        if (operation.Plan.Interfaces.IsEmpty)
            yield return text["⚠ no network card"];
        if (operation.Plan.Seed is { Unattended: null, Ignition: null, Settings: { UserData: null or "", AllUsers: [] } })
            yield return text["⚠ nobody can sign in: cloud-init is given no user"];
        foreach (var warning in operation.Plan.Seed is { } seed ? CloudInitRules.Warnings(seed.Settings).SelectMany(field => field.Value) : [])
            yield return text["⚠ {0}", warning];
        foreach (var disk in operation.Plan.Disks.Where(disk => disk is not ExistingVolumePlan && disk.Capacity > disk.Pool.AvailableBytes))
            yield return text["⚠ {0} may grow to {1}: {2} has {3} left", disk.Name, Format.Bytes(disk.Capacity), disk.Pool.Name, Format.Bytes(disk.Pool.AvailableBytes)];
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

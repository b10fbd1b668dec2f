using Libvirt.Xml;
using Microsoft.Extensions.Localization;
using WebConsole.Components.Shared.Forms;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Features.Provisioning.Copies;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>What a copy of a machine will be, in words, each with the field that decides it.</summary>
internal static class CopyWords
{
    private const string Chosen = "machine";

    /// <param name="plan">What is made; null as long as no machine is chosen.</param>
    /// <param name="text">The words.</param>
    public static IEnumerable<SummaryLine> Of(MachineCopyPlan? plan, IStringLocalizer text)
    {
        if (plan is null)
        {
            yield return new(text["No machine is chosen yet"], Chosen);
            yield break;
        }
        yield return new(text["as {0}, with another name, UUID and MAC addresses", plan.Original.Name], Chosen);
        if ((plan.Asked.Vcpus ?? (plan.Read is { } has ? MachineResources.VcpusOf(has) : (int?)null)) is { } vcpus)
            yield return new(PlanWords.Size(vcpus, plan.Asked.Memory ?? (plan.Read is { } read ? MachineResources.MemoryOf(read) : plan.Original.MemoryBytes), text), "vcpus");
        foreach (var (index, disk) in plan.Disks.Where(disk => !disk.IsDrive).Index())
            yield return new(OfDisk(disk, text), $"disks[{index}].use");
        foreach (var drive in plan.Disks.Where(disk => disk.IsDrive))
            yield return new(text["drive {0} as it is", drive.Target]);
    }

    /// <summary>What the copy goes without, and what becomes of the original.</summary>
    public static IEnumerable<SummaryLine> Warnings(MachineCopyPlan? plan, IStringLocalizer text)
    {
        if (plan is null)
            yield break;
        foreach (var (index, _) in plan.Disks.Where(disk => !disk.IsDrive).Index().Where(disk => disk.Item.Use is DiskUse.Link).Take(1))
            yield return new(text["⚠ {0} must not start again: it would destroy the copy's disk", plan.Original.Name], $"disks[{index}].use");
        foreach (var (index, disk) in plan.Disks.Where(disk => !disk.IsDrive).Index().Where(disk => disk.Item is { Use: DiskUse.Omit, WhyNoVolume: not null }))
            yield return new(text["⚠ without disk {0}: {1}", disk.Target, disk.WhyNoVolume ?? ""], $"disks[{index}].use");
        if (plan.Read is not { } original)
            yield break;
        foreach (var left in HostPart.LeftOut(original))
            yield return new(text["⚠ without {0}", left]);
        foreach (var remark in CopiedDefinition.Remarks(original))
            yield return new(text["⚠ {0}", remark]);
        if (HasUefi(original) && plan.Variables is null)
            yield return new(text["⚠ with new variables of the firmware: it boots what its disks offer by themselves"]);
        if (original.Devices.OfType<TpmXml>().Any(tpm => tpm.BackendType == "emulator"))
            yield return new(text["⚠ with an empty TPM: a disk that is sealed by it needs its recovery key"]);
    }

    private static bool HasUefi(DomainXml machine) => machine.NvramPath is not null || machine.Firmware is "efi" || machine.LoaderType is "pflash";

    private static string OfDisk(DiskOfCopy disk, IStringLocalizer text) => disk switch
    {
        { Use: DiskUse.Omit } => text["without disk {0}", disk.Target],
        { Use: DiskUse.Share } => text["disk {0}: the same", disk.Target],
        { Use: DiskUse.Link, Plan: { } made } => text["disk {0}: {1} in {2}, on {3}", disk.Target, made.Name, made.Pool.Name, disk.Volume!.Name],
        { Plan: { } made } => text["disk {0}: {1} {2} in {3}, a copy of {4}", disk.Target, Format.Bytes(made.Capacity), made.Name, made.Pool.Name, disk.Volume!.Name],
        _ => text["disk {0} can't be copied", disk.Target],
    };
}

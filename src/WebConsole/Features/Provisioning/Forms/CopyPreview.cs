using Microsoft.Extensions.Localization;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Machines.Commands;
using WebConsole.Features.Provisioning.Copies;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>Shows what a copy of a machine will be: in words, as the definition, and as virsh's commands.</summary>
internal static class CopyPreview
{
    public static FormPreview Of(MachineForm machine, IStringLocalizer text)
    {
        if (machine.Copy is not { } copy)
            return new FormPreview(text["Choose a machine to copy"]);
        return MachinePreview.Written(new FormPreview(text["As {0}", copy.Plan.Original.Name]) { Words = [.. Words(copy.Plan, text)] },
            words => words with { After = copy.Plan.Definition()?.Element.ToString(), Virsh = copy.VirshLine });
    }

    private static IEnumerable<string> Words(MachineCopyPlan plan, IStringLocalizer text)
    {
        yield return text["as {0}, with another name, UUID and MAC addresses", plan.Original.Name];
        if (plan.Asked.Vcpus is { } vcpus && (plan.Read is null || vcpus != ResourceChanges.VcpusOf(plan.Read)))
            yield return text["with {0} vCPUs", vcpus];
        if (plan.Asked.Memory is { } memory && (plan.Read is null || memory != ResourceChanges.MemoryOf(plan.Read)))
            yield return text["with {0} of memory", Format.Bytes(memory)];
        foreach (var disk in plan.Disks)
            yield return Word(disk, text);
        if (plan.Disks.Any(disk => disk.Use is DiskUse.Link))
            yield return text["⚠ {0} must not start again: it would destroy the copy's disk", plan.Original.Name];
        if (plan.Read is not { } original)
            yield break;
        foreach (var left in HostPart.LeftOut(original))
            yield return text["⚠ without {0}", left];
        foreach (var remark in CopiedDefinition.Remarks(original))
            yield return text["⚠ {0}", remark];
        if (original.NvramPath is not null || original.Firmware == "efi")
            yield return text["⚠ with new variables of the firmware: it boots what its disks offer by themselves"];
        if (original.Devices.OfType<Libvirt.Xml.TpmXml>().Any(tpm => tpm.BackendType == "emulator"))
            yield return text["⚠ with an empty TPM: a disk that is sealed by it needs its recovery key"];
    }

    private static string Word(DiskOfCopy disk, IStringLocalizer text) => disk switch
    {
        { IsDrive: true } => text["drive {0} as it is", disk.Target],
        { Use: DiskUse.Omit } => text["without disk {0}", disk.Target],
        { Use: DiskUse.Share } => text["disk {0}: the same", disk.Target],
        { Use: DiskUse.Link, Plan: { } made } => text["disk {0}: {1} in {2}, on {3}", disk.Target, made.Name, made.Pool.Name, disk.Volume!.Name],
        { Plan: { } made } => text["disk {0}: {1} {2} in {3}, a copy of {4}", disk.Target, Format.Bytes(made.Capacity), made.Name, made.Pool.Name, disk.Volume!.Name],
        _ => text["disk {0} can't be copied", disk.Target],
    };
}

using Microsoft.Extensions.Localization;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Provisioning.Disks;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>What a new machine will be, in sentences for whoever does not see its form, each with the field that decides it.</summary>
internal static class PlanWords
{
    public static IEnumerable<SummaryLine> Of(MachinePlan plan, IStringLocalizer text) =>
    [
        .. plan.Own is null ? [] : new[] { new SummaryLine(text["the definition is edited: it goes before what is said here"], "definition") },
        new(Size(plan.Vcpus, plan.Memory, text), "vcpus"),
        .. plan.Disks.Select((disk, index) => new SummaryLine(OfDisk(disk, text), FieldOf(disk, index))),
        .. Sources(plan, text),
        .. Cards(plan, text),
        .. Setup(plan, text),
        .. OfNearest(plan, text) is { } nearest ? new[] { new SummaryLine(nearest, "os") } : [],
        .. plan.Defaults.Reasons.Select(reason => new SummaryLine(reason, "os")),
    ];

    public static string Size(int vcpus, long memory, IStringLocalizer text) => text[vcpus == 1 ? "{0} vCPU, {1}" : "{0} vCPUs, {1}", vcpus, Format.Bytes(memory)];

    private static IEnumerable<SummaryLine> Cards(MachinePlan plan, IStringLocalizer text) => plan.Interfaces.Index().GroupBy(card => (card.Item.Bridge, card.Item.Network)).Select(same => new SummaryLine(
        (same.Key, same.Count()) switch
        {
            (({ } bridge, _), 1) => text["bridge {0}", bridge],
            (({ } bridge, _), var many) => text["{0} cards on the bridge {1}", many, bridge],
            ((_, var network), 1) => text["network {0}", network ?? ""],
            ((_, var network), var many) => text["{0} cards on {1}", many, network ?? ""],
        }, $"networks[{same.First().Index}].network"));

    /// <summary>Of which system it has its settings, where that is not the one on it; else null.</summary>
    public static string? OfNearest(MachinePlan plan, IStringLocalizer text) => plan.Os is not { IsNearest: true, Os: { } os, Called: { } called } ? null
        : called.Name == os.Name ? text["the release is unknown: it is set up like {0}, the nearest that osinfo-db knows", os.Name].Value
        : text["{0} is set up like {1}, the nearest that osinfo-db knows", called.Name, os.Name].Value;

    public static string Firmware(MachinePlan plan, IStringLocalizer text) => plan.Firmware switch { "uefi" => text["UEFI"], "uefi-secure" => text["UEFI with Secure Boot"], _ => text["BIOS"] };

    private static IEnumerable<SummaryLine> Sources(MachinePlan plan, IStringLocalizer text)
    {
        if (plan.Asked.Pxe == true)
            yield return new(text["boots from the network (PXE)"], "from");
        if (plan.Medium is { } medium)
            yield return new(text["{0} in the CD-ROM drive", medium.Name], "media");
        if (plan.Drivers is { } drivers)
            yield return new(plan.DriverFolder is { } folder ? text["{0} in a second drive: load the driver {1} when setup finds no disk", drivers.Name, folder] : text["{0} in a second drive", drivers.Name], "virtioDrivers");
        if (plan.Kernel is { } kernel)
            yield return new(text["boots the kernel {0}", kernel.Name], "kernel");
        if (plan.Tree is { } tree)
            yield return new(text["installed from {0}", tree.Url.IdnHost], "kernel.tree");
    }

    private static IEnumerable<SummaryLine> Setup(MachinePlan plan, IStringLocalizer text)
    {
        yield return new(Firmware(plan, text), "firmware");
        if (plan.Graphics is not "vnc")
            yield return new(plan.Graphics is { } graphics ? text["screen by {0}", graphics.ToUpperInvariant()] : text["no screen"], "devices.graphics");
        if (plan.TpmModel is not null)
            yield return new(text["TPM 2.0"], "tpm");
        if (plan.Seed is { } seed)
            yield return seed.Ignition is not null ? new(text["set up by Ignition"], "ignition") : seed.Unattended is null ? new(text["set up by cloud-init"], "cloudInit") : new(text["installed without questions"], "unattended");
        if (plan.Tree?.Unattended is not null)
            yield return new(text["installed without questions"], "unattended");
    }

    /// <summary>A disk that there is is chosen, others have a size.</summary>
    public static string FieldOf(DiskPlan disk, int index) => disk switch
    {
        ExistingVolumePlan => $"disks[{index}].volume",
        ImportPlan => "disks[0].import",
        _ => $"disks[{index}].size",
    };

    public static string OfDisk(DiskPlan disk, IStringLocalizer text) => disk switch
    {
        ExistingVolumePlan => text["disk {0} in {1}", disk.Name, disk.Pool.Name],
        { Source: { } source } when disk is ImportPlan => text["{0} in {1}, imported from {2}", disk.Format, disk.Pool.Name, source.Name],
        { Source: { } source } when disk is CopyPlan => text["{0} {1} in {2}, a copy of {3}", Format.Bytes(disk.Capacity), disk.Format, disk.Pool.Name, source.Name],
        { Source: { } source } => text["{0} {1} in {2}, on {3}", Format.Bytes(disk.Capacity), disk.Format, disk.Pool.Name, source.Name],
        _ => text["{0} {1} in {2}", Format.Bytes(disk.Capacity), disk.Format, disk.Pool.Name],
    };
}

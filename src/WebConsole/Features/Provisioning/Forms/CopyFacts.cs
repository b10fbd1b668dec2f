using Microsoft.Extensions.Localization;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Provisioning.Copies;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>What a copy of a machine will be, as labelled facts for the summary beside its form; <see cref="CopyWords"/> says the same in sentences.</summary>
internal static class CopyFacts
{
    private const string Chosen = "machine";

    /// <param name="plan">What is made; null as long as no machine is chosen.</param>
    /// <param name="text">The words.</param>
    public static IEnumerable<SummaryFact> Of(MachineCopyPlan? plan, IStringLocalizer text) => plan is null ? [new(text["Copy of"], text["not chosen yet"], Chosen)] :
    [
        new(text["Copy of"], text["{0}, with another name, UUID and MAC addresses", plan.Original.Name], Chosen),
        .. (plan.Asked.Vcpus ?? (plan.Read is { } has ? MachineResources.VcpusOf(has) : (int?)null)) is { } vcpus ? PlanFacts.Size(vcpus, plan.Asked.Memory ?? (plan.Read is { } read ? MachineResources.MemoryOf(read) : plan.Original.MemoryBytes), text) : [],
        .. plan.Disks.Where(disk => !disk.IsDrive).Select((disk, index) => new SummaryFact(text["Disk {0}", disk.Target], OfDisk(disk, text), $"disks[{index}].use")),
        .. plan.Disks.Where(disk => disk.IsDrive).Select(drive => new SummaryFact(text["Drive {0}", drive.Target], text["as it is"])),
        PlanFacts.Start(plan.Starts, text),
    ];

    private static string OfDisk(DiskOfCopy disk, IStringLocalizer text) => disk switch
    {
        { Use: DiskUse.Omit } => text["left out"],
        { Use: DiskUse.Share } => text["the same"],
        { Use: DiskUse.Link, Plan: { } made } => text["{0} in {1}, on {2}", made.Name, made.Pool.Name, disk.Volume!.Name],
        { Plan: { } made } => text["{0} {1} in {2}, a copy of {3}", Format.Bytes(made.Capacity), made.Name, made.Pool.Name, disk.Volume!.Name],
        _ => text["can't be copied"],
    };
}

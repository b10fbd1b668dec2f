using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Disks;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Copies;

/// <summary>What the arguments for a copy of a machine may be.</summary>
internal sealed class MachineCopyRules(InventorySnapshot inventory, MachineCopyPlan plan)
{
    private IReadOnlyList<CopiedDisk> Asked => plan.Asked.Disks ?? [];

    /// <summary>Errors by their names in the API.</summary>
    public IReadOnlyDictionary<string, string[]> Mistakes() => Found().Where(found => found.Mistake is not null)
        .GroupBy(found => found.Argument).ToDictionary(found => found.Key, found => found.Select(one => one.Mistake!).ToArray());

    private IEnumerable<(string Argument, string? Mistake)> Found() =>
    [
        ("name", MachineRules.NameMistake(inventory, plan.Original.Id.Host, plan.Name)), ("title", MachineTexts.TitleMistake(plan.Asked.Title)),
        .. CopiedSize.Mistakes(inventory, plan),
        .. Asked.Select((disk, index) => ($"disks[{index}].target", Target(disk, index))),
        .. Asked.Select((disk, index) => ($"disks[{index}].use", disk?.Use is null || DiskUse.All.Contains(disk.Use) ? null : $"One of {string.Join(", ", DiskUse.All)}.")),
        .. plan.Disks.SelectMany(disk => MistakesOf(disk).Select(mistake => Named(disk, mistake.Argument, mistake.Mistake))),
    ];

    private string? Target(CopiedDisk? asked, int index) =>
        plan.Disks.FirstOrDefault(disk => disk.Target == asked?.Target) is not { } found ? $"One of the disks of {plan.Original.Name}: {string.Join(", ", plan.Disks.Where(disk => !disk.IsDrive).Select(disk => disk.Target))}."
        : found.IsDrive ? "A drive for media: what lies in it stays there."
        : Asked.Take(index).Any(other => other?.Target == asked!.Target) ? "It is named already."
        : null;

    private IEnumerable<(string Argument, string Mistake)> MistakesOf(DiskOfCopy disk)
    {
        if (disk is { Use: DiskUse.Copy or DiskUse.Link, WhyNoVolume: { } why })
            yield return ("use", why);
        if (disk is { Use: DiskUse.Share, IsDrive: false, CanBeShared: false })
            yield return ("use", "Two machines that write to one disk destroy its data: only a disk that is read-only or shareable can be shared.");
        if (disk.Mistake is { } mistake)
            yield return (mistake.Argument, mistake.Text);
        var writer = disk.NewVolume?.Backing is { } below ? BackingRules.WriterOf(inventory, plan.Original.Id.Host, below, except: plan.Original.Id) : null;
        if (writer is not null)
            yield return ("use", NewVolumePlan.TornBy(writer));
        // Of the original whoever asks for a link knows it: the preview warns.
        string[] said = [NewVolumePlan.TornBy(plan.Original.Name), NewVolumePlan.TornBy(writer ?? "")];
        // There is no field for a passphrase, and another mistake says that it is encrypted.
        foreach (var (argument, text) in (disk.Plan?.Mistakes() ?? []).Where(mistake => mistake.Argument is not "passphrase" && !said.Contains(mistake.Mistake)))
            yield return (argument is "pool" or "volume" or "format" ? argument : "use", text);
    }

    private (string Argument, string? Mistake) Named(DiskOfCopy disk, string argument, string mistake)
    {
        var index = Asked.ToList().FindIndex(asked => asked?.Target == disk.Target);
        return index < 0 ? ("disks", $"{disk.Target}: {mistake}") : ($"disks[{index}].{argument}", mistake);
    }
}

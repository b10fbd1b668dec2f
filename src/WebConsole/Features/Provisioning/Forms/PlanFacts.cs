using Microsoft.Extensions.Localization;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Provisioning.Disks;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>What a new machine will be, as labelled facts for the summary beside its form; <see cref="PlanWords"/> says the same in sentences.</summary>
internal static class PlanFacts
{
    public static IEnumerable<SummaryFact> Of(MachinePlan plan, IStringLocalizer text) =>
    [
        .. plan.Own is null ? [] : new[] { new SummaryFact(text["Definition"], text["edited by you, and goes before what is said here"], "definition") },
        .. OfSystem(plan, text),
        .. Sources(plan, text),
        .. Size(plan.Vcpus, plan.Memory, text),
        .. Board(plan, text),
        .. plan.Disks.Select((disk, index) => new SummaryFact(text["Disk"], OfDisk(disk, text), PlanWords.FieldOf(disk, index))),
        .. Cards(plan, text),
        .. Setup(plan, text),
        Start(plan.Starts, text),
    ];

    public static IEnumerable<SummaryFact> Size(int vcpus, long memory, IStringLocalizer text) =>
    [
        new(text["Processor"], text[vcpus == 1 ? "{0} vCPU" : "{0} vCPUs", vcpus], "vcpus"),
        new(text["Memory"], Format.Bytes(memory), "memory"),
    ];

    /// <summary>Whether it is started once it is made.</summary>
    public static SummaryFact Start(bool starts, IStringLocalizer text) => new(text["Start"], starts ? text["once it is made"] : text["later"], "start");

    private static IEnumerable<SummaryFact> OfSystem(MachinePlan plan, IStringLocalizer text)
    {
        yield return new(text["System"], plan.Os.Called?.Name ?? text["not known"], "os");
        if (PlanWords.OfNearest(plan, text) is { } nearest)
            yield return new(text["System"], nearest, "os");
        // The help of the field says the first.
        foreach (var reason in plan.Defaults.Reasons.Skip(1))
            yield return new(text["System"], reason, "os");
    }

    private static IEnumerable<SummaryFact> Sources(MachinePlan plan, IStringLocalizer text)
    {
        if (plan.Asked.Pxe == true)
            yield return new(text["Boots from"], text["the network (PXE)"], "from");
        if (plan.Medium is { } medium)
            yield return new(text["CD-ROM"], medium.Name, "media");
        if (plan.Drivers is { } drivers)
            yield return new(text["CD-ROM"], text["{0} in a second drive", drivers.Name], "virtioDrivers");
        if (plan.Kernel is { } kernel)
            yield return new(text["Kernel"], kernel.Name, "kernel");
        if (plan.Tree is { } tree)
            yield return new(text["Installed from"], tree.Url.IdnHost, "kernel.tree");
    }

    private static IEnumerable<SummaryFact> Board(MachinePlan plan, IStringLocalizer text)
    {
        yield return new(text["Firmware"], PlanWords.Firmware(plan, text), "firmware");
        if (plan.TpmModel is not null)
            yield return new(text["TPM"], "2.0", "tpm");
        if (plan.Graphics is not "vnc")
            yield return new(text["Screen"], plan.Graphics is { } graphics ? graphics.ToUpperInvariant() : text["none"], "devices.graphics");
    }

    private static IEnumerable<SummaryFact> Cards(MachinePlan plan, IStringLocalizer text) => plan.Interfaces.Index().GroupBy(card => (card.Item.Bridge, card.Item.Network)).Select(same =>
    {
        var to = same.Key.Bridge is { } bridge ? text["bridge {0}", bridge] : same.Key.Network ?? "";
        return new SummaryFact(text["Network"], same.Count() == 1 ? to : text["{0} cards on {1}", same.Count(), to], $"networks[{same.First().Index}].network");
    });

    private static IEnumerable<SummaryFact> Setup(MachinePlan plan, IStringLocalizer text)
    {
        if (plan.Seed is { Ignition: not null })
            yield return new(text["Ignition"], text["its own configuration"], "ignition");
        else if (plan.Seed is { Unattended: not null } || plan.Tree?.Unattended is not null)
            yield return new(text["Installation"], text["without questions"], "unattended");
        else if (plan.Seed is not null)
            yield return new(text["Cloud-init"], OfCloudInit(plan, text), "cloudInit");
    }

    private static string OfCloudInit(MachinePlan plan, IStringLocalizer text)
    {
        if (plan.Asked.CloudInit is { UserData.Length: > 0 })
            return text["its own user-data"];
        string[] users = [.. (plan.Asked.CloudInit?.AllUsers ?? []).Select(user => user.Name).OfType<string>()];
        return users switch
        {
            [] => text["with the image's own user"],
            [var user] => text["user {0}", user],
            _ => text["users {0}", string.Join(", ", users)],
        };
    }

    private static string OfDisk(DiskPlan disk, IStringLocalizer text) => disk is ExistingVolumePlan ? text["{0} in {1}", disk.Name, disk.Pool.Name] : PlanWords.OfDisk(disk, text);
}

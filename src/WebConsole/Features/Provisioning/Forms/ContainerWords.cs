using Microsoft.Extensions.Localization;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Provisioning.Containers;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>What a new container will be, in words, each with the field that decides it.</summary>
internal static class ContainerWords
{
    public static IEnumerable<SummaryLine> Of(ContainerPlan plan, InventorySnapshot inventory, IStringLocalizer text) =>
    [
        new(plan.Asked.Init is { } program ? text["runs {0}", program] : text["starts a whole system"], "init"),
        new(PlanWords.Size(plan.Vcpus, plan.Memory, text), "vcpus"),
        Root(plan, inventory, text),
        .. plan.CardsIn(inventory).Select(card => new SummaryLine(text["network {0}", card.Network ?? ""], "networks")),
    ];

    /// <summary>What is looked at while somebody types.</summary>
    public static IEnumerable<SummaryLine> Checks(ContainerPlan plan, IReadOnlyDictionary<string, string[]> mistakes, InventorySnapshot inventory, IStringLocalizer text)
    {
        if (plan.Name.Length > 0 && !mistakes.ContainsKey("name"))
            yield return new(text["✓ name free"], "name");
        if (plan.Asked.FirstId is null)
            yield return new(text["⚠ its root is root of the host"], "firstId");
        if (plan.CardsIn(inventory).IsEmpty)
            yield return new(text["⚠ no network card"], "networks");
    }

    public static SummaryLine Root(ContainerPlan plan, InventorySnapshot inventory, IStringLocalizer text) =>
        plan.FolderIn(inventory) is { } made ? new(text["{0} is unpacked into the new folder {1} in {2}", made.Archive.Name, made.Name, made.Pool.Name], "archive")
        : plan.ArchiveIn(inventory) is { } archive ? new(text["{0} is unpacked", archive.Name], "archive")
        : plan.RootIn(inventory) is { } folder ? new(text["the folder {0} of {1}", folder.Name, folder.Pool.Name], "root")
        : plan.Asked.Path is { } path ? new(text["the directory {0} of the host", path], "path")
        : new(text["No root directory is chosen yet"], "from");
}

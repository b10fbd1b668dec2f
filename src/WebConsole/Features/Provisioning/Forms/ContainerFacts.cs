using Microsoft.Extensions.Localization;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Provisioning.Containers;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>What a new container will be, as labelled facts for the summary beside its form; <see cref="ContainerWords"/> says the same in sentences.</summary>
internal static class ContainerFacts
{
    public static IEnumerable<SummaryFact> Of(ContainerPlan plan, InventorySnapshot inventory, IStringLocalizer text) =>
    [
        new(text["Runs"], plan.Asked.Init ?? text["a whole system"], "init"),
        .. PlanFacts.Size(plan.Vcpus, plan.Memory, text),
        Root(plan, inventory, text),
        .. plan.CardsIn(inventory).Select(card => new SummaryFact(text["Network"], card.Network ?? "", "networks")),
        PlanFacts.Start(plan.Starts, text),
    ];

    private static SummaryFact Root(ContainerPlan plan, InventorySnapshot inventory, IStringLocalizer text)
    {
        var line = ContainerWords.Root(plan, inventory, text);
        return new(text["Root"], line.Text, line.Field);
    }
}

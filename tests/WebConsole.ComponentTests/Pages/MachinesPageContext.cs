using AngleSharp.Dom;
using Bunit;
using WebConsole.ComponentTests.Support;
using WebConsole.Components;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.ComponentTests.Pages;

/// <summary>The page of five machines, each in a state of its own.</summary>
public abstract class MachinesPageContext : PageContext
{
    protected static readonly Machine[] Machines =
    [
        TestInventory.Machine(1, "web-2") with { Tags = ["frontend", "big data"] }, TestInventory.Machine(2, "web-10") with { Tags = ["Frontend"] }, TestInventory.Machine(3, "db", MachineState.ShutOff),
        TestInventory.Machine(4, "cache", MachineState.Paused, title: "Redis"), TestInventory.Machine(5, "broken", MachineState.Crashed),
    ];

    protected static readonly Machine FullDisk = Machines[3] with { Reason = MachineReason.IoError, DiskErrors = [new DiskError("vda", NoSpace: true)] };

    protected MachinesPageContext() => Inventory.Update(_ => TestInventory.With(TestInventory.Empty, Machines));

    protected static string[] Names(IRenderedComponent<Routes> page) =>
        [.. page.FindAll("[data-testid=machine-name]").Select(name => name.TextContent)];

    protected static IElement Row(IRenderedComponent<Routes> page, string name) =>
        page.FindAll("[data-testid=machine-row]").Single(row => row.QuerySelector("[data-testid=machine-name]")!.TextContent == name);

    protected static IElement Box(IRenderedComponent<Routes> page, string name) => Row(page, name).QuerySelector("input[type=checkbox]")!;
}

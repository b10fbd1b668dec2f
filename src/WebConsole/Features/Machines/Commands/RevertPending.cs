using System.Collections.Immutable;
using System.Xml.Linq;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Machines.Displays;
using WebConsole.Features.Machines.Forms;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Takes back changes that wait for a machine's next start, whoever made them.</summary>
public sealed record RevertPending : ActionOperation
{
    private static readonly FormAction<Machine, PendingChangesToRevert> Words = new("revert-pending")
    {
        Verb = "take back changes of",
        Doing = "edited",
        Label = "Revert pending changes",
        Effect = "Takes back what waits for the next start.",
        Icon = Icons.Material.Outlined.Undo,
        Needs = Right.Configure,
        Method = HttpMethods.Delete,
        Path = "pending",
        Applies = machine => machine is { IsActive: true, Persistent: true } && PendingDefinition.Of(machine, operates: true).Count > 0,
        Accepts = machine => machine.Persistent,
        Drawn = typeof(RevertPendingForm),
        Make = MadeWithServices,
    };

    public required MachineId Machine { get; init; }

    public required Machine Known { get; init; }

    public required PendingChangesToRevert Asked { get; init; }

    public required string Uri { get; init; }

    public required DefinitionEditor Editor { get; init; }

    public required LentPasswords Lent { get; init; }

    public override ObjectId Subject => Machine;

    public override ImmutableArray<(string Name, string Value)> Parameters => [("changes", Asked.Paths is null ? "all" : string.Join(", ", Asked.Paths))];

    public override string VirshLine => VirshCommand.ForMachine(Uri, "edit", Machine, Target);

    protected override ObjectAction Of => Words;

    public static ObjectAction AsAction(DefinitionEditor editor, LentPasswords lent) => Words with
    {
        Make = (machine, host, asked) => new RevertPending { Machine = machine.Id, Known = machine, Target = machine.Name, Uri = host.Uri, Asked = asked, Editor = editor, Lent = lent },
    };

    public override string? WhyNot(InventorySnapshot inventory) => base.WhyNot(inventory)
        ?? (inventory.Machines.ContainsKey(Machine) ? null : $"There is no machine {Machine.Uuid:D} on {Host} (any more).");

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) =>
        Asked.Paths?.Except(PendingDefinition.Of(Known, operates: true).Select(change => change.Path)).FirstOrDefault() is { } other
            ? new Dictionary<string, string[]> { ["paths"] = [$"{other} does not wait for a restart."] }
            : ImmutableDictionary<string, string[]>.Empty;

    public override async Task ExecuteAsync(OperationContext context)
    {
        if (await context.RunAsync(Machine, Lane, domain => Lent.InForce(domain, Machine), Action).ConfigureAwait(false) is not { } now)
            throw new OperationFailedException("It does not run (any more).", "Nothing waits for a restart.");
        await Editor.ApplyAsync(DefinitionEdit.OfMachine(Machine, domain => Revert(domain.Element, new XElement(now))) with { Reach = DefinitionReach.NextStart }, context).ConfigureAwait(false);
    }

    private void Revert(XElement stored, XElement running)
    {
        PendingDefinition.LeaveTheBalloonOut(running, stored, Known.AskedMemoryBytes);
        PendingRevert.Apply(stored, running, Asked.Paths);
    }
}

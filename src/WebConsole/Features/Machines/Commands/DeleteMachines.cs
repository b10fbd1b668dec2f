using System.Collections.Immutable;
using WebConsole.Actions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Deletes several machines of a host, each as a task of its own: the failure of one leaves the others.</summary>
internal sealed record DeleteMachines : ActionOperation
{
    /// <summary>How many at once. Each is looked at before, has a task of its own, and is named in the audit log.</summary>
    public const int Most = 100;

    /// <summary>The host's name.</summary>
    public required string On { get; init; }

    /// <summary>One for each machine.</summary>
    public required ImmutableArray<Operation> Machines { get; init; }

    public override ObjectId Subject => ObjectId.OfHost(On);

    /// <summary>Each machine claims what it needs.</summary>
    public override ImmutableArray<ObjectId> Claims => [];

    public override bool CanCancel => true;

    public override ImmutableArray<(string Name, string Value)> Parameters => [("machines", string.Join(' ', Machines.Select(machine => machine.Target)))];

    public override string VirshLine => string.Join('\n', Machines.Select(machine => machine.VirshLine));

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) => Machines.Length <= Most ? base.Mistakes(inventory)
        : new Dictionary<string, string[]> { ["machines"] = [$"At most {Most} machines at once."] };

    protected override ObjectAction Of => DeleteMachine.AsAction;

    public override Task ExecuteAsync(OperationContext context) => OperationSeries.RunAsync(context, Machines, "deleted", "gone");
}

using System.Collections.Immutable;
using WebConsole.Actions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Provisioning.Commands;

/// <summary>Makes several machines of a kind, each as a task of its own: the failure of one leaves the others.</summary>
internal sealed record CreateMachines : ActionOperation
{
    public required NewMachine Asked { get; init; }

    public required HostStatus On { get; init; }

    public required MachinePlanner Planner { get; init; }

    /// <summary>One for each machine. They are made once somebody asks, as their plans are.</summary>
    public ImmutableArray<CreateMachine> Machines => field.IsDefault
        ? field = [.. MachineSeries.Of(Asked).Select(asked => new CreateMachine { Target = asked.Name ?? "", On = On, Planner = Planner, Asked = asked })]
        : field;

    public override ObjectId Subject => ObjectId.OfHost(On.Name);

    /// <summary>Each machine claims what it needs.</summary>
    public override ImmutableArray<ObjectId> Claims => [];

    public override bool CanCancel => true;

    public override ImmutableArray<string> Secrets => Machines[0].Secrets;

    public override ImmutableArray<(string Name, string Value)> Parameters => [("count", FormattableString.Invariant($"{Asked.Count}")), .. Machines[0].Parameters];

    public override string VirshLine => string.Join('\n', Machines.Select(machine => machine.VirshLine));

    /// <summary>Its target says what is made: 3 machines like web-01.</summary>
    protected override ObjectAction Of => CreateMachine.Words with { Verb = "create" };

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory)
    {
        if (Asked.Count is < 1 or > MachineSeries.Most)
            return new Dictionary<string, string[]> { ["count"] = [$"A number from 1 to {MachineSeries.Most}."] };
        if (MachineSeriesRules.Mistakes(Asked) is { Count: > 0 } mistakes)
            return mistakes;
        return OperationSeries.Mistakes(Machines.Select(machine => (machine.Target, machine.Mistakes(inventory))));
    }

    public override ImmutableArray<FieldNote> Warnings(InventorySnapshot inventory) => Machines[0].Warnings(inventory, Machines.Length);

    public override async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await Machines[0].PrepareAsync(cancellationToken).ConfigureAwait(false);
        foreach (var machine in Machines.Skip(1))
            await machine.PrepareAsync(Machines[0].Plan.TreeInfo, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Words, definition and virt-install's line are those of the first.</summary>
    public override OperationPreview Preview(InventorySnapshot inventory) => Machines[0].Preview(Warnings(inventory)) with { Virsh = string.Join('\n', Machines.Select(machine => machine.Preview([]).Virsh)) };

    /// <summary>What several can't share is a mistake of a field, and said before anybody submits it.</summary>
    public override string? WhyConflicts(InventorySnapshot inventory) => MachineSeriesRules.OfDisks(Asked).Select(found => found.Mistake).FirstOrDefault() ?? Machines[0].WhyConflicts(inventory);

    public override Task ExecuteAsync(OperationContext context)
    {
        context.Note(Warnings(context.Inventory));
        return OperationSeries.RunAsync(context, [.. Machines]);
    }
}

using System.Collections.Immutable;
using WebConsole.Actions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Provisioning.Commands;

/// <summary>Makes several containers of one archive, each as a task of its own.</summary>
internal sealed record CreateContainers : ActionOperation
{
    public required NewContainer Asked { get; init; }

    /// <summary>One for each container.</summary>
    public required ImmutableArray<CreateContainer> Containers { get; init; }

    public override ObjectId Subject => Containers[0].Subject;

    /// <summary>Each container claims what it needs.</summary>
    public override ImmutableArray<ObjectId> Claims => [];

    public override bool CanCancel => true;

    public override ImmutableArray<(string Name, string Value)> Parameters => [("count", FormattableString.Invariant($"{Asked.Count}")), .. Containers[0].Parameters];

    public override string VirshLine => string.Join('\n', Containers.Select(container => container.VirshLine));

    /// <summary>Its target says what is made: 3 containers like box.</summary>
    protected override ObjectAction Of => CreateContainer.Words with { Verb = "create" };

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) =>
        Asked.Count is < 1 or > MachineSeries.Most ? new Dictionary<string, string[]> { ["count"] = [$"A number from 1 to {MachineSeries.Most}."] }
        : Asked.Archive is null ? new Dictionary<string, string[]> { ["count"] = ["Several containers can't share a root directory: name an archive, of which each gets its own."] }
        : OperationSeries.Mistakes(Containers.Select(container => (container.Target, container.Mistakes(inventory))));

    public override ImmutableArray<FieldNote> Warnings(InventorySnapshot inventory) => Containers[0].Warnings(inventory);

    /// <summary>Words and definition are those of the first.</summary>
    public override OperationPreview Preview(InventorySnapshot inventory) => Containers[0].Preview(inventory) with { Virsh = VirshLine };

    public override Task ExecuteAsync(OperationContext context) => OperationSeries.RunAsync(context, [.. Containers]);
}

using System.Collections.Immutable;
using Libvirt;
using WebConsole.Access;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Tests.Operations;

/// <summary>An operation that the test controls.</summary>
internal sealed record FakeOperation : Operation
{
    public override string Action => Word;
    public override string Doing => "faked";
    public override ObjectId Subject => On;
    public override Right Needs => Right.Operate;
    public override string VirshLine => Line();
    public override Lane Lane => In;
    public override bool CanCancel => Stops;
    public override ImmutableArray<ObjectId> Claims => Claimed ?? [Subject];
    public override IEnumerable<ObjectClaim> ClaimsIn(InventorySnapshot inventory) => ClaimsOf is { } other ? other.ClaimsIn(inventory) : base.ClaimsIn(inventory);
    public override ImmutableArray<(string Name, string Value)> Parameters => Asked;
    public override ImmutableArray<string> Secrets => Hidden;

    public override string? Remark => IfIgnored is null ? null : "The guest has been asked.";
    public override string? IfIgnored => Asks;
    public override bool HappensBy(InventoryChange change) => change.After.Machines.IsEmpty;
    public override bool HappensBy(MachineEdge edge) => edge.Kind is MachineEdgeKind.GuestRestarted;

    /// <summary>Set if it only asks a guest: what its task says if the guest does not do it.</summary>
    public string? Asks { get; init; }

    public string Word { get; init; } = "fake";
    public required ObjectId On { get; init; }
    public Lane In { get; init; } = Lane.Commands;
    public bool Stops { get; init; } = true;

    public override bool IsTriedAgain => Repeats;

    /// <summary>Whether WebConsole tries it again.</summary>
    public bool Repeats { get; init; }

    /// <summary>False for an operation whose own properties throw.</summary>
    public bool Speaks { get; init; } = true;
    public ImmutableArray<ObjectId>? Claimed { get; init; }

    /// <summary>An operation whose claims it makes.</summary>
    public Operation? ClaimsOf { get; init; }

    public ImmutableArray<(string Name, string Value)> Asked { get; init; } = [];
    public ImmutableArray<string> Hidden { get; init; } = [];

    public Func<CancellationToken, Task> Body { get; init; } = _ => Task.CompletedTask;

    /// <summary>Used instead of <see cref="Body"/>, with the full context of an operation.</summary>
    public Func<OperationContext, Task>? Steps { get; init; }

    public Func<string> Line { get; init; } = () => "virsh -c test:///default fake";

    public override string? AdviceFor(LibvirtException error, InventorySnapshot inventory) => Speaks ? null : throw new InvalidOperationException("no words");

    public override Task ExecuteAsync(OperationContext context)
    {
        if (Steps is not null)
            return Steps(context);
        context.Report(null);
        return Body(context.Cancellation);
    }

    public static FakeOperation Of(string target, string host = "local") =>
        new() { Target = target, On = new MachineId(host, Guid.NewGuid()) };
}

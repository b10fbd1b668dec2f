using System.Collections.Immutable;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Machines.Forms;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Gives a machine that is off another name. Its UUID and its disks keep theirs.</summary>
public sealed record RenameMachine : ActionOperation
{
    public static ObjectAction<Machine> AsAction { get; } = new FormAction<Machine, NewMachineName>("rename")
    {
        Doing = "renamed",
        Label = "Rename",
        Effect = "Gives it another name; its disks keep theirs.",
        Icon = Icons.Material.Outlined.DriveFileRenameOutline,
        Needs = Right.Configure,
        Applies = machine => machine.Persistent,
        Drawn = typeof(RenameMachineForm),
        Make = (machine, host, asked) => new RenameMachine { Machine = machine.Id, Target = machine.Name, Uri = host.Uri, Name = asked.Name ?? "" },
    };

    public required MachineId Machine { get; init; }

    /// <summary>libvirt's URI of its host, for <see cref="VirshLine"/>.</summary>
    public required string Uri { get; init; }

    /// <summary>The new name.</summary>
    public required string Name { get; init; }

    public override ObjectId Subject => Machine;

    public override ImmutableArray<(string Name, string Value)> Parameters => [("name", Name)];

    public override string VirshLine => $"{VirshCommand.ForMachine(Uri, "domrename", Machine, Target)} {VirshCommand.Option("new-name", VirshCommand.OrMissing(Name, "NAME"))}";

    protected override ObjectAction Of => AsAction;

    public override string? WhyNot(InventorySnapshot inventory) => base.WhyNot(inventory)
        ?? (inventory.Machines.ContainsKey(Machine) ? null : $"There is no machine {Machine.Uuid:D} on {Host} (any more).");

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) =>
        NameMistake(inventory) is { } mistake
            ? new Dictionary<string, string[]> { ["name"] = [mistake] }
            : ImmutableDictionary<string, string[]>.Empty;

    /// <summary>QEMU's process, its log and its saved memory have the name.</summary>
    public override string? WhyConflicts(InventorySnapshot inventory) => inventory.Machines.GetValueOrDefault(Machine) switch
    {
        { IsActive: true } => "It runs: a machine is renamed while it is off.",
        { HasManagedSave: true } => "It has saved memory, which has its name: start it and shut it down, or discard that.",
        _ => null,
    };

    public override Task ExecuteAsync(OperationContext context) => context.RunAsync(Subject, Lane, connection =>
    {
        using var signature = context.Sign(Machine);
        using var domain = connection.LookupDomain(Machine.Uuid);
        domain.Rename(Name);
        signature.Written(connection);
        return true;
    }, Action);

    private string? NameMistake(InventorySnapshot inventory) => Name == Target ? "That is its name already."
        : ObjectName.Mistake(Name) ?? (inventory.Machines.Values.Any(machine => machine.Id.Host == Host && machine.Name == Name) ? $"There is a machine {Name} on {Host} already." : null);
}

using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Provisioning.Imports;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Provisioning.Commands;

/// <summary>Lets QEMU emulate the processor of a machine whose host has no KVM that works, and starts it. Where that fails too, its definition is as it was.</summary>
internal sealed record StartEmulated : ActionOperation
{
    private static readonly PlainAction<Machine> Words = new("start-emulated")
    {
        Verb = "start, emulated,",
        Doing = "started",
        Label = "Try emulated",
        Effect = "From now on QEMU emulates its processor, which is slow and takes no KVM; and starts it.",
        Icon = Icons.Material.Outlined.SlowMotionVideo,
        Needs = Right.Configure,
        // Offered where a start failed for want of KVM.
        Tab = "overview",
        Applies = machine => machine is { IsActive: false, Persistent: true, HasManagedSave: false } && IsOfKvm(machine.Xml),
        Make = MadeWithServices,
    };

    public required MachineId Machine { get; init; }

    public required string Uri { get; init; }

    public required DefinitionEditor Editor { get; init; }

    public override ObjectId Subject => Machine;

    public override string VirshLine => VirshCommand.ForMachine(Uri, "edit", Machine, Target) + "\n" + VirshCommand.ForMachine(Uri, "start", Machine, Target);

    protected override ObjectAction Of => Words;

    public static ObjectAction AsAction(DefinitionEditor editor) => Words with
    {
        Make = (machine, host) => new StartEmulated { Machine = machine.Id, Target = machine.Name, Uri = host.Uri, Editor = editor },
    };

    public override string? WhyNot(InventorySnapshot inventory) => base.WhyNot(inventory)
        ?? (inventory.Machines.ContainsKey(Machine) ? null : $"There is no machine {Machine.Uuid:D} on {Host} (any more).");

    /// <summary>Nothing may change its volumes while it starts.</summary>
    public override IEnumerable<ObjectClaim> ClaimsIn(InventorySnapshot inventory) => inventory.Machines.GetValueOrDefault(Machine) is { } machine
        ? base.ClaimsIn(inventory).Concat(VolumeNames.OfMachine(inventory, machine).Select(volume => new ObjectClaim(volume, IsShared: true)))
        : base.ClaimsIn(inventory);

    public override async Task ExecuteAsync(OperationContext context)
    {
        context.Plan(DefinitionEditor.Step, MadeMachine.StartStep);
        await Editor.ApplyAsync(DefinitionEdit.OfMachine(Machine, HostGuests.Emulate) with { Reach = DefinitionReach.NextStart }, context).ConfigureAwait(false);
        await MadeMachine.StartAsync(context, Machine, Lane, domain => domain.Start(), MadeMachine.StartStep, Action).ConfigureAwait(false);
    }

    /// <summary>Menus ask of every machine that is off.</summary>
    private static bool IsOfKvm(string xml) => xml.AsSpan(0, Math.Min(xml.Length, 200)) is var start && (start.Contains("type='kvm'", StringComparison.Ordinal) || start.Contains("type=\"kvm\"", StringComparison.Ordinal));
}

using Libvirt;
using MudBlazor;
using WebConsole.Actions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Writes the memory to disk and stops the machine; the next start continues from there.</summary>
public sealed record SaveMachine : MachineCommand
{
    public static ObjectAction<Machine> AsAction { get; } = new PlainAction<Machine>("save")
    {
        Doing = "saved",
        Label = "Save and stop",
        Effect = "Writes its memory to disk and stops it; the next start goes on from there.",
        Icon = Icons.Material.Outlined.Save,
        Applies = machine => machine is { IsActive: true, IsInJob: false, State: MachineState.Running or MachineState.Paused },
        Make = (machine, host) => new SaveMachine { Machine = machine.Id, Target = machine.Name, Uri = host.Uri },
    };

    protected override ObjectAction Of => AsAction;

    public override Lane Lane => Lane.Jobs;

    /// <summary>Then the machine runs on.</summary>
    public override bool CanCancel => true;

    protected override string VirshArguments => "managedsave";

    public override Task ExecuteAsync(OperationContext context) => context.RunJobAsync(Machine, Call, doing: Action);

    protected override void Call(Domain domain) => domain.ManagedSave();
}

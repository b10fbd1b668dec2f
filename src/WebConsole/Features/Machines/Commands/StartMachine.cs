using Libvirt;
using MudBlazor;
using WebConsole.Actions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Boots the machine, or continues from its saved memory.</summary>
public sealed record StartMachine : MachineCommand
{
    /// <summary>For a patient start that reads saved memory.</summary>
    private static readonly TimeSpan LongestRestore = TimeSpan.FromHours(1);

    public static ObjectAction<Machine> AsAction { get; } = new PlainAction<Machine>("start")
    {
        Doing = "started",
        Label = "Start",
        Effect = "Boots the machine, or lets it go on from its saved memory.",
        Icon = Icons.Material.Outlined.PlayArrow,
        Applies = machine => !machine.IsActive,
        Place = _ => 1,
        ForMany = true,
        Make = (machine, host) => new StartMachine { Machine = machine.Id, Target = machine.Name, Uri = host.Uri, Restores = machine.HasManagedSave },
    };

    protected override ObjectAction Of => AsAction;

    /// <summary>Whether there is saved memory; reading much memory takes long.</summary>
    public bool Restores { get; init; }

    /// <summary>Whether it may take minutes, as while a whole host boots; see <see cref="PatientStart"/>.</summary>
    internal bool IsPatient { get; init; }

    public override Lane Lane => Restores ? Lane.Jobs : Lane.Commands;
    protected override bool RunsTheGuest => true;
    protected override string VirshArguments => "start";

    public override string? AdviceFor(LibvirtException error, InventorySnapshot inventory) =>
        (KvmTrouble.IsIn(error.Message) ? KvmTrouble.Advice : null)
        ?? (inventory.Machines.GetValueOrDefault(Machine) is { } machine ? StartObstacles.Advice(machine, Uri, error, inventory) : null)
        // With these errors, QEMU has ended while reading the memory.
        ?? (Restores && error.Code is (LibvirtErrorCode.OperationFailed or LibvirtErrorCode.InternalError)
            ? "The saved memory is incomplete or damaged: discard it, and the machine boots afresh."
            : null);

    public override Task ExecuteAsync(OperationContext context) =>
        IsPatient ? PatientStart.RunAsync(context, Machine, Lane, Call, Action, Restores ? LongestRestore : PatientStart.Longest) : base.ExecuteAsync(context);

    protected override void Call(Domain domain) => domain.Start();
}

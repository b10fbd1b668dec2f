using MudBlazor;
using WebConsole.Actions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Guest.Commands;

/// <summary>Gives the unused blocks of the guest's file systems back to the storage.</summary>
public sealed record TrimFileSystems : GuestCommand
{
    public static ObjectAction<Machine> AsAction { get; } = new PlainAction<Machine>("trim")
    {
        Verb = "trim the file systems of",
        Doing = "trimmed",
        Label = "Trim file systems",
        Effect = "Gives unused blocks of the guest's file systems back to the storage, where the disks pass discards on.",
        Icon = Icons.Material.Outlined.ContentCut,
        Path = "guest/trim",
        Tab = TabName,
        Applies = IsRunning,
        Make = (machine, host) => new TrimFileSystems { Machine = machine.Id, Target = machine.Name, Uri = host.Uri },
    };

    protected override ObjectAction Of => AsAction;

    /// <summary>A large disk takes minutes.</summary>
    public override Lane Lane => Lane.Jobs;

    protected override TimeSpan Answer => TimeSpan.FromMinutes(10);

    protected override string VirshArguments => "domfstrim";

    public override Task ExecuteAsync(OperationContext context) => AskAsync(context, domain => domain.TrimGuestFileSystems());
}

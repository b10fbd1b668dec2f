using MudBlazor;
using WebConsole.Actions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Guest.Commands;

/// <summary>Has the guest take its time from its hardware clock.</summary>
public sealed record SyncTime : GuestCommand
{
    public static ObjectAction<Machine> AsAction { get; } = new PlainAction<Machine>("sync-time")
    {
        Verb = "set the clock of",
        Doing = "asked to set its clock",
        Label = "Set the guest's clock",
        Effect = "Has the guest take its time from its hardware clock, which the host keeps.",
        Icon = Icons.Material.Outlined.Schedule,
        Path = "guest/sync-time",
        Tab = TabName,
        Applies = IsRunning,
        Make = (machine, host) => new SyncTime { Machine = machine.Id, Target = machine.Name, Uri = host.Uri },
    };

    protected override ObjectAction Of => AsAction;

    protected override string VirshArguments => "domtime --sync";

    public override Task ExecuteAsync(OperationContext context) => AskAsync(context, domain => domain.SyncGuestTime());
}

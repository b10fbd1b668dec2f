using Libvirt;
using MudBlazor;
using WebConsole.Actions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Sends a non-maskable interrupt, on which most guests write a crash dump.</summary>
public sealed record InjectNmi : MachineCommand
{
    public static ObjectAction<Machine> AsAction { get; } = new PlainAction<Machine>("inject-nmi")
    {
        Verb = "send an NMI to",
        Doing = "sent an NMI",
        Label = "Send NMI",
        Effect = "Sends a non-maskable interrupt.",
        Icon = Icons.Material.Outlined.ElectricBolt,
        Question = "Send an NMI to {0}?",
        Answer = "Send NMI",
        Confirm = "Most guests take a non-maskable interrupt for a hardware fault: they write a crash dump and stop.",
        Applies = IsRunning,
        Make = (machine, host) => new InjectNmi { Machine = machine.Id, Target = machine.Name, Uri = host.Uri },
    };

    protected override ObjectAction Of => AsAction;

    protected override string VirshArguments => "inject-nmi";

    protected override void Call(Domain domain) => domain.InjectNmi();
}

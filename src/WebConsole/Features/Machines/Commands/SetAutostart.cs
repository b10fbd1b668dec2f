using Libvirt;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Says whether the machine starts with its host, which changes how it is set up.</summary>
public sealed record SetAutostart : MachineCommand
{
    public static ObjectAction<Machine> On { get; } = new PlainAction<Machine>("autostart-on")
    {
        Verb = "switch on autostart of",
        Doing = "changed",
        Label = "Start with the host",
        Effect = "Lets the machine start whenever its host does.",
        Icon = Icons.Material.Outlined.EventRepeat,
        Needs = Right.Configure,
        Applies = machine => machine is { Persistent: true, Autostart: false },
        Make = (machine, host) => new SetAutostart { Machine = machine.Id, Target = machine.Name, Uri = host.Uri, Enabled = true },
    };

    public static ObjectAction<Machine> Off { get; } = new PlainAction<Machine>("autostart-off")
    {
        Verb = "switch off autostart of",
        Doing = "changed",
        Label = "Do not start with the host",
        Effect = "Leaves the machine off when its host starts.",
        Icon = Icons.Material.Outlined.EventBusy,
        Needs = Right.Configure,
        Applies = machine => machine is { Persistent: true, Autostart: true },
        Make = (machine, host) => new SetAutostart { Machine = machine.Id, Target = machine.Name, Uri = host.Uri, Enabled = false },
    };

    public required bool Enabled { get; init; }

    protected override ObjectAction Of => Enabled ? On : Off;

    protected override bool RaisesNoEvent => true;
    protected override string VirshArguments => Enabled ? "autostart" : "autostart --disable";

    protected override void Call(Domain domain) => domain.SetAutostart(Enabled);
}

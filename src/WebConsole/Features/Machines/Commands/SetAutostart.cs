using Libvirt;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Sets whether the machine starts with its host, which is a part of its configuration.</summary>
public sealed record SetAutostart : MachineCommand
{
    public static ObjectAction<Machine> On { get; } = Switch(enabled: true);

    public static ObjectAction<Machine> Off { get; } = Switch(enabled: false);

    public required bool Enabled { get; init; }

    protected override ObjectAction Of => Enabled ? On : Off;

    protected override string VirshArguments => Enabled ? "autostart" : "autostart --disable";

    protected override void Call(Domain domain) => domain.SetAutostart(Enabled);

    private static PlainAction<Machine> Switch(bool enabled) => new(enabled ? "autostart-on" : "autostart-off")
    {
        Verb = enabled ? "switch on autostart of" : "switch off autostart of",
        Doing = "changed",
        Label = enabled ? "Start with the host" : "Do not start with the host",
        Effect = enabled ? "Lets the machine start whenever its host does." : "Leaves the machine off when its host starts.",
        Icon = enabled ? Icons.Material.Outlined.EventRepeat : Icons.Material.Outlined.EventBusy,
        Needs = Right.Configure,
        Applies = machine => machine.Persistent && machine.Autostart != enabled,
        Accepts = machine => machine.Persistent,
        Make = (machine, host) => new SetAutostart { Machine = machine.Id, Target = machine.Name, Uri = host.Uri, Enabled = enabled },
    };
}

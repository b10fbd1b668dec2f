using Libvirt;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Sets whether libvirt starts the machine with its host, which is a part of its configuration. Either way WebConsole does not.</summary>
public sealed record SetAutostart : MachineCommand
{
    public static PlainAction<Machine> On { get; } = Words(enabled: true);

    public static PlainAction<Machine> Off { get; } = Words(enabled: false);

    public required bool Enabled { get; init; }

    /// <summary>Whether it has an order, which is taken away.</summary>
    public required bool HasOrder { get; init; }

    public required DefinitionEditor Editor { get; init; }

    protected override ObjectAction Of => Enabled ? On : Off;

    protected override string VirshArguments => (Enabled ? "autostart" : "autostart --disable") + (HasOrder ? "\nedit" : "");

    public static ObjectAction AsAction(DefinitionEditor editor, bool enabled) => (enabled ? On : Off) with
    {
        Make = (machine, host) => new SetAutostart { Machine = machine.Id, Target = machine.Name, Uri = host.Uri, Enabled = enabled, HasOrder = HasAny(machine), Editor = editor },
    };

    public override async Task ExecuteAsync(OperationContext context)
    {
        if (HasOrder)
            await Editor.ApplyAsync(DefinitionEdit.OfMachine(Machine, domain => StartOrder.Write(domain, null)), context).ConfigureAwait(false);
        await base.ExecuteAsync(context).ConfigureAwait(false);
    }

    protected override void Call(Domain domain) => domain.SetAutostart(Enabled);

    private static PlainAction<Machine> Words(bool enabled) => new(enabled ? "autostart-on" : "autostart-off")
    {
        Verb = enabled ? "switch on autostart of" : "switch off autostart of",
        Doing = "changed",
        Label = enabled ? "Start with the host" : "Do not start with the host",
        Effect = enabled ? "Lets the machine start whenever its host does." : "Leaves the machine off when its host starts.",
        Icon = enabled ? Icons.Material.Outlined.EventRepeat : Icons.Material.Outlined.EventBusy,
        Needs = Right.Configure,
        Applies = machine => machine.Persistent && (machine.Autostart || HasAny(machine)) != enabled,
        Accepts = machine => machine.Persistent,
        Make = MadeWithServices,
    };

    private static bool HasAny(Machine machine) => machine.StartOrder is not null || machine.StartOrderIsWrong;
}

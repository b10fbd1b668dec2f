using Libvirt;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hardware;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Boots the machine with the variables that its UEFI firmware begins with.</summary>
public sealed record StartWithFreshVariables : MachineCommand
{
    public static ObjectAction<Machine> AsAction { get; } = new PlainAction<Machine>("start-reset-nvram")
    {
        Verb = "start with fresh UEFI variables",
        Doing = "started",
        Label = "Start with fresh UEFI variables",
        Effect = "Throws away what the guest wrote to its UEFI firmware, and boots the machine.",
        Icon = Icons.Material.Outlined.RestartAlt,
        Needs = Right.Configure,
        Question = "Start {0} with fresh UEFI variables?",
        Answer = "Start with fresh variables",
        Confirm = "Boot entries, settings and keys that the guest keeps in its firmware are gone for good. A system that is not at the usual place on its disk is no longer found, and a disk whose key depends on Secure Boot asks for its recovery key.",
        Applies = machine => machine is { IsActive: false, HasManagedSave: false } && HasVariables(machine),
        Make = (machine, host) => new StartWithFreshVariables { Machine = machine.Id, Target = machine.Name, Uri = host.Uri },
    };

    protected override ObjectAction Of => AsAction;
    protected override bool RunsTheGuest => true;
    protected override string VirshArguments => "start --reset-nvram";

    public override string? AdviceFor(LibvirtException error, InventorySnapshot inventory) =>
        inventory.Machines.GetValueOrDefault(Machine) is { } machine ? StartObstacles.Advice(machine, Uri, error, inventory) : null;

    protected override void Call(Domain domain) => domain.Start(DomainCreateFlags.ResetNvram);

    /// <summary>Menus ask of every machine: most have neither word in their definition.</summary>
    private static bool HasVariables(Machine machine) => (machine.Xml.Contains("pflash", StringComparison.Ordinal) || machine.Xml.Contains("efi", StringComparison.Ordinal))
        && DomainXml.TryParse(machine.Xml, out var domain) && domain.LoaderStateless is not true && Firmwares.Of(domain) is "uefi" or "uefi-secure";
}

using System.Collections.Immutable;
using Libvirt.Xml;
using WebConsole.Actions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Devices.Commands;

/// <summary>A change of one device of a machine, by the editor of definitions.</summary>
public abstract record DeviceCommand : ActionOperation
{
    public required MachineDevice Device { get; init; }

    /// <summary>libvirt's URI of its host, for <see cref="Operation.VirshLine"/>.</summary>
    public required string Uri { get; init; }

    public required DevicePlanner Planner { get; init; }

    public sealed override ObjectId Subject => Device.Id;

    /// <summary>The whole machine: its definition is written as one.</summary>
    public override ImmutableArray<ObjectId> Claims => [Machine];

    protected MachineId Machine => Device.Machine.Id;

    public sealed override string? WhyNot(InventorySnapshot inventory) => base.WhyNot(inventory)
        ?? (inventory.Knows(Subject) ? null : $"There is no {Device.ShortName} in {Device.Machine.Name} (any more).");

    /// <summary>virsh's command on the machine.</summary>
    /// <param name="command">The command, which needs no quoting.</param>
    /// <param name="arguments">What follows the machine.</param>
    protected string Virsh(string command, string arguments) => DeviceLine.For(Uri, Device.Machine, command, arguments);

    /// <summary>A change of the device, in each definition that has it.</summary>
    protected DefinitionEdit Edit<T>(Action<DomainXml, T> change) where T : DeviceXml => DefinitionEdit.OfMachine(Machine, domain =>
    {
        if (domain.DevicesByKey().GetValueOrDefault(Device.Key) is T device)
            change(domain, device);
    });
}

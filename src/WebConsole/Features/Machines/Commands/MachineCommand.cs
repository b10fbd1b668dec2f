using Libvirt;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;

namespace WebConsole.Features.Machines.Commands;

/// <summary>One call of libvirt on one machine.</summary>
public abstract record MachineCommand : Operation
{
    /// <summary>What is to be known of an action that is done when the guest has been asked.</summary>
    protected const string Asked = "The guest has been asked. It may take its time, or ignore it: its console shows which.";

    /// <summary>libvirt's URI of the machine's host, for <see cref="VirshLine"/>.</summary>
    public required string Uri { get; init; }

    public sealed override string Host => Id.Host;
    public override Role Required => Role.Operator;
    public sealed override string VirshLine =>
        string.Join('\n', VirshArguments.Split('\n').Select(arguments => VirshCommand.ForMachine(Uri, arguments, Id, Target)));

    /// <summary>Where the call may wait: among short ones, unless it can take minutes.</summary>
    protected virtual Lane Lane => Lane.Commands;

    /// <summary>virsh's command and options, without the machine; one a line where it takes several.</summary>
    protected abstract string VirshArguments { get; }

    protected MachineId Id => Machine ?? throw new InvalidOperationException($"{Action} needs a machine");

    public sealed override string? WhyNot(InventorySnapshot inventory) => base.WhyNot(inventory)
        ?? (inventory.Machines.ContainsKey(Id) ? null : $"There is no machine {Id.Uuid:D} on {Host} (any more).");

    public override Task ExecuteAsync(HypervisorGateway gateway, CancellationToken cancellationToken) =>
        gateway.RunAsync(Id, Lane, Done, cancellationToken, doing: Action);

    /// <summary>The call itself, on a thread that may wait.</summary>
    protected abstract void Call(Domain domain);

    private bool Done(Domain domain)
    {
        Call(domain);
        return true;
    }
}

using System.Collections.Immutable;
using Libvirt;
using WebConsole.Actions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Guests;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Guest.Commands;

/// <summary>Something that the agent in a guest is asked to do. It holds up nothing else that is done to the machine.</summary>
public abstract record GuestCommand : ActionOperation
{
    /// <summary>The tab of the machine's page that offers these actions.</summary>
    protected const string TabName = "guest";

    public required MachineId Machine { get; init; }

    /// <summary>libvirt's URI of the machine's host, for <see cref="VirshLine"/>.</summary>
    public required string Uri { get; init; }

    public sealed override ObjectId Subject => Machine;

    public override string VirshLine => VirshCommand.ForMachine(Uri, VirshArguments, Machine, Target);

    /// <summary>virsh's command and options, without the machine.</summary>
    protected abstract string VirshArguments { get; }

    /// <summary>How long libvirt waits for an answer of the agent.</summary>
    protected virtual TimeSpan Answer => TimeSpan.FromSeconds(15);

    /// <summary>Nothing: libvirt asks agents beside everything else, and the gateway has one asked one thing at a time.</summary>
    public override ImmutableArray<ObjectId> Claims => [];

    /// <summary>The inventory shows nothing of the inside of a guest.</summary>
    public override bool OnlyReads => true;

    public sealed override string? WhyNot(InventorySnapshot inventory) => base.WhyNot(inventory)
        ?? (inventory.Machines.ContainsKey(Machine) ? null : $"There is no machine {Machine.Uuid:D} on {Host} (any more).");

    public override string? WhyConflicts(InventorySnapshot inventory) =>
        inventory.Machines.GetValueOrDefault(Machine) is not { } machine ? null : GuestAgent.StateOf(machine) switch
        {
            GuestAgentState.NoChannel => $"{Target} has no channel for the guest agent ({GuestAgent.ChannelName}): add one, and install the agent in the guest.",
            GuestAgentState.Disconnected => $"The guest agent of {Target} is not connected: it is not installed in the guest, or does not run.",
            GuestAgentState.Unsupported => $"{Target} can have no guest agent: only QEMU's machines can.",
            _ => null,
        };

    public override string? AdviceFor(LibvirtException error, InventorySnapshot inventory) => error.Code switch
    {
        LibvirtErrorCode.AgentUnresponsive or LibvirtErrorCode.AgentUnsynced => "The guest agent does not answer. See whether it runs in the guest; it may yet do what it was asked for.",
        LibvirtErrorCode.InternalError => "That is the guest agent's answer: its guest can't do it, or does not let the agent.",
        _ => null,
    };

    protected static bool IsRunning(Machine machine) => machine is { IsActive: true, State: MachineState.Running };

    /// <summary>Thaws the file systems, and ends the note of them before the agent is asked for anything else: a freeze that still waits for its turn sees that.</summary>
    protected async Task<int> AskToThawAsync(OperationContext context, FrozenGuests frozen)
    {
        var (count, noted) = await AskAsync(context, domain => (domain.ThawGuestFileSystems(), frozen.EndAsync(frozen.Of(Machine)))).ConfigureAwait(false);
        await noted.ConfigureAwait(false);
        return count;
    }

    protected Task AskAsync(OperationContext context, Action<Domain> ask) => AskAsync(context, domain =>
    {
        ask(domain);
        return true;
    });

    protected Task<T> AskAsync<T>(OperationContext context, Func<Domain, T> ask) => context.RunInGuestAsync(Machine, Lane, Answer, ask, doing: Action);
}

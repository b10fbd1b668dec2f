using WebConsole.Hypervisor.Guests;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Guest;

/// <summary>What page and API show of the inside of a guest: what its agent says, unless it is frozen and can say nothing.</summary>
public sealed class GuestParts(GuestAgent agent, FrozenGuests frozen)
{
    /// <summary>Asks the agent; a test has none.</summary>
    internal Func<Machine, CancellationToken, Task<GuestAnswer>> Ask { get; set; } = agent.AskAsync;

    public FrozenGuest? FrozenOf(Machine machine) => frozen.Of(machine.Id);

    public async Task<GuestAnswer> ReadAsync(Machine machine, CancellationToken cancellationToken) => FrozenOf(machine) is not null
        ? new GuestAnswer(GuestAgentState.Frozen)
        : await Ask(machine, cancellationToken).ConfigureAwait(false);
}

using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines;

/// <summary>A machine in the API's list.</summary>
internal sealed record MachineItem
{
    public required string Host { get; init; }
    public required Guid Uuid { get; init; }
    public required string Name { get; init; }
    public string? Title { get; init; }

    /// <summary><c>running</c>, <c>paused</c>, <c>suspended</c>, <c>shutting-down</c>, <c>shut-off</c>, <c>crashed</c> or <c>unknown</c>.</summary>
    public required string State { get; init; }

    /// <summary>
    /// Why it is in its state: <c>user</c>, <c>io-error</c>, <c>crashed</c>, <c>destroyed</c> and the like, or
    /// <c>unknown</c>.
    /// </summary>
    public required string Reason { get; init; }

    /// <summary>Whether its host is disconnected, so that this is the last known state.</summary>
    public required bool Stale { get; init; }

    public static MachineItem Of(Machine machine) => new()
    {
        Host = machine.Id.Host,
        Uuid = machine.Id.Uuid,
        Name = machine.Name,
        Title = machine.Title,
        State = machine.State.ToToken(),
        Reason = machine.Reason.ToToken(),
        Stale = machine.Stale,
    };
}

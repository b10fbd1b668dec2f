using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Hypervisor.Forwards;

/// <summary>A forward of a machine as it is shown.</summary>
/// <param name="Of">The machine.</param>
/// <param name="What">The forward.</param>
/// <param name="Network">The name of the network that its card is on.</param>
/// <param name="Address">The machine's address that the network keeps.</param>
/// <param name="State">Whether it works.</param>
/// <param name="Error">What the firewall's program said.</param>
public sealed record MachineForward(Machine Of, Forward What, string? Network, string? Address, ForwardState State, string? Error)
{
    /// <summary>The machine to which the port leads instead.</summary>
    public string? TakenBy { get; init; }

    /// <summary>The address that the card has instead of the one kept for it.</summary>
    public string? Has { get; init; }
}

using WebConsole.Hypervisor;

namespace WebConsole.Features.Machines.Guest;

/// <summary>A machine whose file systems WebConsole has had frozen.</summary>
/// <param name="Machine">Which one.</param>
/// <param name="Since">Since when.</param>
/// <param name="Until">When WebConsole thaws them.</param>
public sealed record FrozenGuest(MachineId Machine, DateTimeOffset Since, DateTimeOffset Until);

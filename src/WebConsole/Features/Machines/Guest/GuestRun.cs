using WebConsole.Hypervisor;

namespace WebConsole.Features.Machines.Guest;

/// <summary>A program that ended in a guest, and what it wrote: hostile text, bounded, hidden signs as escapes.</summary>
/// <param name="Machine">Which guest.</param>
/// <param name="Task">The number of its task.</param>
/// <param name="EndedAt">When its end was seen.</param>
/// <param name="User">Who asked for it.</param>
/// <param name="Command">The program with its arguments, as a shell would read it; a long one is cut.</param>
/// <param name="ExitCode">What it ended with; <c>null</c> where a signal ended it.</param>
/// <param name="Signal">The signal that ended it.</param>
/// <param name="Output">What it wrote to its standard output.</param>
/// <param name="Errors">What it wrote to its standard error.</param>
/// <param name="IsCut">Whether it wrote more than is kept.</param>
public sealed record GuestRun(MachineId Machine, long Task, DateTimeOffset EndedAt, string User, string Command, int? ExitCode, int? Signal, string Output, string Errors, bool IsCut);

namespace WebConsole.Features.Machines.Commands;

/// <summary>What is to be changed of a machine, as the API takes it; what is not said stays.</summary>
/// <param name="Title">A short description in one line; empty for none.</param>
/// <param name="Description">In as many lines as one likes; empty for none.</param>
/// <param name="Tags">Words to group machines by.</param>
/// <param name="Version">The version of the definition that this was made for: another one is refused.</param>
public sealed record MachineChanges(string? Title = null, string? Description = null, IReadOnlyList<string>? Tags = null, string? Version = null);

namespace WebConsole.Features.Machines.Commands;

/// <summary>The arguments of a renaming.</summary>
/// <param name="Name">The new name.</param>
public sealed record NewMachineName(string? Name = null);

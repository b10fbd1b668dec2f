namespace WebConsole.Features.Machines.Commands;

/// <summary>Which of the changes that wait for a machine's next start are taken back, in the form of the API.</summary>
/// <param name="Paths">Their places, as they are listed; all where there are none.</param>
public sealed record PendingChangesToRevert(IReadOnlyList<string>? Paths = null);

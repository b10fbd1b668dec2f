namespace WebConsole.Features.Networks.Editing;

/// <summary>Which of the changes that wait for a network's next start are taken back, in the form of the API.</summary>
/// <param name="Paths">Their places, as they are listed; all where there are none.</param>
public sealed record NetworkChangesToRevert(IReadOnlyList<string>? Paths = null);

namespace WebConsole.Features.Machines.Guest.Commands;

/// <summary>How long to freeze the file systems of a guest, in the form of the API.</summary>
/// <param name="Minutes">When WebConsole thaws them by itself: 1 to 60, by default 5.</param>
public sealed record FreezeRequest(int? Minutes = null);

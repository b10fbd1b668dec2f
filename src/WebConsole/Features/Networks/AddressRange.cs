namespace WebConsole.Features.Networks;

/// <summary>A range of addresses.</summary>
/// <param name="Start">The first.</param>
/// <param name="End">The last.</param>
public sealed record AddressRange(string? Start = null, string? End = null);

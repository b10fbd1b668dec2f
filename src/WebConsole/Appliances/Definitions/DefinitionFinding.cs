namespace WebConsole.Appliances.Definitions;

/// <summary>A setting that only an administrator may bring.</summary>
/// <param name="Path">Where it stands: <c>domain/devices/hostdev</c>, <c>domain/os/loader@type</c>.</param>
/// <param name="Value">Its value; <c>null</c> for an element with all that is in it.</param>
internal sealed record DefinitionFinding(string Path, string? Value);

namespace WebConsole.Hypervisor.Definitions;

/// <summary>A definition for somebody to read.</summary>
/// <param name="Version">Its version, for an <c>ETag</c>.</param>
/// <param name="Xml">As its reader may see it.</param>
public sealed record DefinitionText(string Version, string Xml);

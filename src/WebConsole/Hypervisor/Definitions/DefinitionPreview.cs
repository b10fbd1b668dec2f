namespace WebConsole.Hypervisor.Definitions;

/// <summary>The effect of an edit that has not been applied. No text holds a secret.</summary>
/// <param name="Version">The version that the edit is based on: pass it to the edit that is applied.</param>
/// <param name="Before">The definition that stands.</param>
/// <param name="After">The definition as it would be written; libvirt then fills in defaults.</param>
/// <param name="Changes">The differences, by place.</param>
public sealed record DefinitionPreview(string Version, string Before, string After, IReadOnlyList<DefinitionChange> Changes);

namespace WebConsole.Hypervisor.Definitions;

/// <summary>What an edit does, before it is made. No text holds a secret.</summary>
/// <param name="Version">The version that it would be made on: name it in the edit that is applied.</param>
/// <param name="Before">The definition that stands.</param>
/// <param name="After">The definition as it would be written; libvirt adds to it what was left to it.</param>
/// <param name="Changes">The differences, by place.</param>
public sealed record DefinitionPreview(string Version, string Before, string After, IReadOnlyList<DefinitionChange> Changes);

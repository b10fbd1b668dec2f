namespace WebConsole.Hypervisor.Schemas;

/// <summary>What was found in a definition.</summary>
/// <param name="Problems">In the order of its lines.</param>
/// <param name="IsXml">Whether it is well-formed; otherwise there is one problem, which libvirt has with it too.</param>
public sealed record DefinitionCheck(IReadOnlyList<SchemaProblem> Problems, bool IsXml);

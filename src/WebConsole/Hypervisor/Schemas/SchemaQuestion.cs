namespace WebConsole.Hypervisor.Schemas;

/// <summary>What is asked of a schema for a place in a text.</summary>
/// <param name="Wanted">What may stand there.</param>
/// <param name="Path">The elements around it, the outermost first, with their attributes; for attributes and values also the own one.</param>
/// <param name="Attribute">Whose values are wanted.</param>
public sealed record SchemaQuestion(SchemaWanted Wanted, IReadOnlyList<(string Name, IReadOnlyDictionary<string, string> Attributes)> Path, string? Attribute = null);

public enum SchemaWanted
{
    Elements,
    Attributes,
    Values,
    Text,
}

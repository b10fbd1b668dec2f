namespace WebConsole.Components.Shared.Code;

/// <summary>What an editor asks for while somebody types: what may stand at the caret.</summary>
/// <param name="Kind"><c>element</c>, <c>attribute</c>, <c>value</c> of an attribute, or <c>text</c>.</param>
/// <param name="Path">The elements around the caret, the outermost first; for attributes and values also the own one.</param>
/// <param name="Attribute">Whose value is asked for.</param>
public sealed record CodeQuestion(string Kind, IReadOnlyList<CodeStep> Path, string? Attribute);

/// <summary>An element around the caret.</summary>
/// <param name="Name">Its name, as far as it is typed.</param>
/// <param name="Attributes">Its attributes, as far as they are typed.</param>
public sealed record CodeStep(string Name, IReadOnlyDictionary<string, string> Attributes);

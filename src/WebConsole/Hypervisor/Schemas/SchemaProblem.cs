namespace WebConsole.Hypervisor.Schemas;

/// <summary>What a schema does not accept in a text.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Message">What is wrong, with what is accepted there. It quotes the text.</param>
public sealed record SchemaProblem(int Line, int Column, string Message);

namespace WebConsole.Components.Shared.Code;

/// <summary>What is said of a place in a text.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1; 0 for the whole line.</param>
/// <param name="Message">May be hostile: it is only ever drawn as text.</param>
/// <param name="IsWarning">Whether the text can be used all the same.</param>
public sealed record CodeMark(int Line, int Column, string Message, bool IsWarning = false);

namespace WebConsole.Components.Shared.Forms;

/// <summary>A sentence about what a form makes: a fact, or what was looked at.</summary>
/// <param name="Text">What it says; ⚠ begins a warning.</param>
/// <param name="Field">The name of the field to which it leads; null where no field is of it.</param>
/// <param name="Url">The page of what it is about, which opens beside the form; null where it leads to its field alone.</param>
public sealed record SummaryLine(string Text, string? Field = null, string? Url = null);

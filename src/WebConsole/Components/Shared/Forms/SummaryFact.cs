namespace WebConsole.Components.Shared.Forms;

/// <summary>A fact of what a form makes, in its summary. Facts of one label are shown together, as its values.</summary>
/// <param name="Label">What is told: "Memory".</param>
/// <param name="Value">How it will be: "4 GiB".</param>
/// <param name="Field">The name of the field to which it leads; null where no field is of it.</param>
public sealed record SummaryFact(string Label, string Value, string? Field = null);

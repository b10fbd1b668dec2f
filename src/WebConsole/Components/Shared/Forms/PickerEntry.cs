namespace WebConsole.Components.Shared.Forms;

/// <summary>What a picker offers: a volume, a network, a machine.</summary>
/// <param name="Value">What is stored.</param>
/// <param name="Text">The first line.</param>
/// <param name="Second">The second, smaller: "20 GiB qcow2 · in default".</param>
public sealed record PickerEntry<T>(T Value, string Text, string? Second = null)
{
    /// <summary>Why it can't be chosen; takes the second line.</summary>
    public string? Why { get; init; }
}

namespace WebConsole.Components.Shared.Forms;

/// <summary>An entry of a picker: a volume, a network, a machine.</summary>
/// <param name="Value">The stored value.</param>
/// <param name="Text">The first line.</param>
/// <param name="Second">The second line, in smaller letters: "20 GiB qcow2 · in default".</param>
public sealed record PickerEntry<T>(T Value, string Text, string? Second = null)
{
    /// <summary>Further names by which it is found, which are not shown.</summary>
    public string? Names { get; init; }

    /// <summary>Why it can't be chosen; replaces the second line.</summary>
    public string? Why { get; init; }
}

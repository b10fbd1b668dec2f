namespace WebConsole.Components.Shared.Forms;

/// <summary>An option of a field of tiles.</summary>
/// <param name="Value">The stored value.</param>
/// <param name="Text">The word.</param>
/// <param name="Icon">One of MudBlazor's icons.</param>
/// <param name="Second">What it is for, in one sentence.</param>
public sealed record Tile<T>(T Value, string Text, string Icon, string? Second = null)
{
    /// <summary>Why it can't be chosen; replaces the second line.</summary>
    public string? Why { get; init; }

    /// <summary>Whether it is shown only when all are asked for.</summary>
    public bool IsRare { get; init; }
}

namespace WebConsole.Components.Shared.Forms;

/// <summary>An option of a choice field.</summary>
public sealed record Choice<T>(T Value, string Text)
{
    /// <summary>What it means, where there is room for a second line.</summary>
    public string? Second { get; init; }

    /// <summary>Why it can't be chosen; shown after its text.</summary>
    public string? Why { get; init; }
}

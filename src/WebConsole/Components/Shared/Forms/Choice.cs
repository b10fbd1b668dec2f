namespace WebConsole.Components.Shared.Forms;

/// <summary>An option of a choice field.</summary>
public sealed record Choice<T>(T Value, string Text)
{
    /// <summary>Why it can't be chosen; shown after its text.</summary>
    public string? Why { get; init; }
}

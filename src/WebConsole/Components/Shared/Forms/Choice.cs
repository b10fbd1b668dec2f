namespace WebConsole.Components.Shared.Forms;

/// <summary>One of a few that a field offers.</summary>
public sealed record Choice<T>(T Value, string Text)
{
    /// <summary>Why it can't be chosen; shown behind it.</summary>
    public string? Why { get; init; }
}

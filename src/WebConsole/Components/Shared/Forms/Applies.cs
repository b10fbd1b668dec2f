namespace WebConsole.Components.Shared.Forms;

/// <summary>When a changed value takes effect.</summary>
public enum Applies
{
    /// <summary>No message, because nothing is running.</summary>
    Unsaid,
    Now,
    AfterRestart,
}

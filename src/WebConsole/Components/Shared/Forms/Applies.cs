namespace WebConsole.Components.Shared.Forms;

/// <summary>When a changed value takes effect.</summary>
public enum Applies
{
    /// <summary>Nothing is said: there is nothing that runs.</summary>
    Unsaid,
    Now,
    AfterRestart,
}

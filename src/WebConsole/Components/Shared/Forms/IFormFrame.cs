namespace WebConsole.Components.Shared.Forms;

/// <summary>The container of a form: a drawer, a dialog or a page.</summary>
public interface IFormFrame
{
    /// <summary>Registers a form; the last one is asked before the frame closes.</summary>
    public void Enter(Form form);

    public void Leave(Form form);

    /// <summary>Whether the progress of what was submitted stands in place of the fields; else the form waits a moment, and the task strip shows the rest.</summary>
    public bool ShowsTask => false;

    /// <summary>Closes, or returns to the previous content.</summary>
    /// <param name="done">Whether the form was completed.</param>
    public Task CloseAsync(bool done);
}

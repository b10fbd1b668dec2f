namespace WebConsole.Components.Shared.Forms;

/// <summary>What a form stands in: a drawer, a dialog, a page.</summary>
public interface IFormFrame
{
    /// <summary>A form opened in it; the last one is asked before it closes.</summary>
    public void Enter(Form form);

    public void Leave(Form form);

    /// <summary>Closes, or goes back to what stood there before.</summary>
    /// <param name="done">Whether what the form was for is done.</param>
    public Task CloseAsync(bool done);
}

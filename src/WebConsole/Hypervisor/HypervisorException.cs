namespace WebConsole.Hypervisor;

/// <summary>A call that did not come about; the message is fit to be shown to who asked for it.</summary>
public class HypervisorException : Exception
{
    public HypervisorException(string message, Exception? inner = null) : base(message, inner) { }
}

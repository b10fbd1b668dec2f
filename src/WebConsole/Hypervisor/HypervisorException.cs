namespace WebConsole.Hypervisor;

/// <summary>A call that was not made or did not answer. The message may be shown to the user who made the request.</summary>
public class HypervisorException : Exception
{
    public HypervisorException(string message, Exception? inner = null) : base(message, inner) { }
}

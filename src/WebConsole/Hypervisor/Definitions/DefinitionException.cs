namespace WebConsole.Hypervisor.Definitions;

/// <summary>An edit that is refused, because it is invalid or can't be saved. The message may be shown to users.</summary>
/// <param name="message">Why.</param>
/// <param name="advice">What the user can do; also a localizer's key.</param>
public class DefinitionException(string message, string? advice = null, Exception? inner = null) : HypervisorException(message, inner)
{
    public string? Advice => advice;
}

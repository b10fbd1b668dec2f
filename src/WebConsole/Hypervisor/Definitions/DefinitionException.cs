namespace WebConsole.Hypervisor.Definitions;

/// <summary>An edit that is not made: it makes no sense, or cannot be saved so. The message is fit to be shown.</summary>
/// <param name="message">Why.</param>
/// <param name="advice">What to do; also a localizer's key.</param>
public class DefinitionException(string message, string? advice = null, Exception? inner = null) : HypervisorException(message, inner)
{
    public string? Advice => advice;
}

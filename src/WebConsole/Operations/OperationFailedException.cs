namespace WebConsole.Operations;

/// <summary>libvirt took the call, and yet what was wanted is not so.</summary>
/// <param name="said">What is so instead, fit to be shown.</param>
/// <param name="advice">What to do about it; also a localizer's key.</param>
public sealed class OperationFailedException(string said, string advice) : Exception(said)
{
    public string Advice => advice;
}

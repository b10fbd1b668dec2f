namespace WebConsole.Operations;

/// <summary>libvirt accepted the call, but it did not have the expected effect.</summary>
/// <param name="said">The actual state; may be shown to users.</param>
/// <param name="advice">What the user can do; also a localizer's key.</param>
public sealed class OperationFailedException(string said, string advice) : Exception(said)
{
    public string Advice => advice;
}

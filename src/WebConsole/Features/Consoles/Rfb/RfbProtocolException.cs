namespace WebConsole.Features.Consoles.Rfb;

/// <summary>
/// One side of an RFB connection sent bytes that can't be parsed, so the following bytes can't be checked.
/// </summary>
public sealed class RfbProtocolException : Exception
{
    public RfbProtocolException(string message) : base(message) { }
}

namespace WebConsole.Features.Consoles.Rfb;

/// <summary>A side of an RFB conversation said what cannot be followed, so that nothing after it can be judged.</summary>
public sealed class RfbProtocolException : Exception
{
    public RfbProtocolException(string message) : base(message) { }
}

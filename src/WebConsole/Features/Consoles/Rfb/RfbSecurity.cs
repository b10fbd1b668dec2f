namespace WebConsole.Features.Consoles.Rfb;

/// <summary>
/// The supported security types. All others change the stream itself (TLS, SASL), so it could not be parsed.
/// </summary>
internal static class RfbSecurity
{
    public const byte Invalid = 0;
    public const byte None = 1;
    public const byte Vnc = 2;

    /// <summary>What a client sends for VNC authentication: the encrypted challenge.</summary>
    public const int VncResponseLength = 16;
}

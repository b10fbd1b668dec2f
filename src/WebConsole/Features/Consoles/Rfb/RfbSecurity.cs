namespace WebConsole.Features.Consoles.Rfb;

/// <summary>The security types that can be followed. All others change the stream itself (TLS, SASL), so nothing after them could be read.</summary>
internal static class RfbSecurity
{
    public const byte Invalid = 0;
    public const byte None = 1;
    public const byte Vnc = 2;

    /// <summary>What a client sends for VNC authentication: the encrypted challenge.</summary>
    public const int VncResponseLength = 16;
}

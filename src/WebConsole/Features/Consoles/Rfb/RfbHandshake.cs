namespace WebConsole.Features.Consoles.Rfb;

/// <summary>
/// Handshake facts that one direction of a connection needs from the other: the length of the client's next message
/// depends on the server's messages, and vice versa. Each fact is written once, by one side, before the bytes are
/// passed on.
/// </summary>
internal sealed class RfbHandshake
{
    private volatile int _serverVersion;
    private volatile int _clientVersion;
    private volatile byte[]? _securityTypes;

    /// <summary>From the server's greeting, <c>null</c> before it.</summary>
    public RfbVersion? ServerVersion => _serverVersion == 0 ? null : (RfbVersion)_serverVersion;

    /// <summary>The version in use, <c>null</c> until the client has chosen it.</summary>
    public RfbVersion? ClientVersion => _clientVersion == 0 ? null : (RfbVersion)_clientVersion;

    /// <summary>What the server offers (3.7 and later) or dictates (3.3, one), <c>null</c> before it said so.</summary>
    public ReadOnlySpan<byte> SecurityTypes => _securityTypes;

    public void ServerGreeted(RfbVersion version) => _serverVersion = (int)version;

    public void ClientAnswered(RfbVersion version)
    {
        if (ServerVersion is not { } offered)
            throw new RfbProtocolException("the client spoke before the server");
        if (version > offered)
            throw new RfbProtocolException("the client chose a version above the server's");
        _clientVersion = (int)version;
    }

    public void ServerOffered(ReadOnlySpan<byte> securityTypes) => _securityTypes = securityTypes.ToArray();
}

namespace WebConsole.Features.Consoles.Rfb;

/// <summary>
/// What each direction of one conversation has learnt that the other needs: how long the client's next words are depends
/// on what the server said, and the other way round. Each fact is written once, by one side, before it is passed on.
/// </summary>
internal sealed class RfbHandshake
{
    private volatile int _serverVersion;
    private volatile int _clientVersion;
    private volatile byte[]? _securityTypes;

    /// <summary>From the server's greeting, <c>null</c> before it.</summary>
    public RfbVersion? ServerVersion => _serverVersion == 0 ? null : (RfbVersion)_serverVersion;

    /// <summary>What the conversation runs under, <c>null</c> until the client chose.</summary>
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

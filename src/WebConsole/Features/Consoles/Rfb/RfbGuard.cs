using System.Buffers;

namespace WebConsole.Features.Consoles.Rfb;

/// <summary>The guard of a graphical console.</summary>
internal sealed class RfbGuard : IConsoleGuard
{
    private readonly RfbClientFilter _client;
    private readonly RfbServerObserver _server;

    public RfbGuard(bool viewOnly)
    {
        var handshake = new RfbHandshake();
        _client = new RfbClientFilter(handshake, viewOnly);
        _server = new RfbServerObserver(handshake);
    }

    public void FromBrowser(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output) => _client.Filter(bytes, output);

    public void FromGuest(ReadOnlySpan<byte> bytes) => _server.Observe(bytes);
}

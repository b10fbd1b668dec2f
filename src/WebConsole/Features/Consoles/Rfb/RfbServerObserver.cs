using System.Buffers.Binary;

namespace WebConsole.Features.Consoles.Rfb;

/// <summary>
/// Observes what an RFB server sends up to its security types, which is all that parsing the client needs. It changes
/// nothing, and costs nothing after the handshake.
/// </summary>
internal sealed class RfbServerObserver(RfbHandshake handshake)
{
    private enum Stage
    {
        Greeting,
        ClientsTurn,
        SecurityType,
        SecurityCount,
        SecurityTypes,
        Done,
    }

    private readonly byte[] _held = new byte[byte.MaxValue];
    private int _count;
    private int _wanted = RfbVersions.Length;
    private Stage _stage = Stage.Greeting;

    /// <summary>Observes the next bytes, in pieces of any size.</summary>
    /// <exception cref="RfbProtocolException">The peer is no RFB server, or sent a message out of order.</exception>
    public void Observe(ReadOnlySpan<byte> bytes)
    {
        while (_stage != Stage.Done && !bytes.IsEmpty)
        {
            if (_stage == Stage.ClientsTurn)
                ExpectSecurity();
            var taken = Math.Min(_wanted - _count, bytes.Length);
            bytes[..taken].CopyTo(_held.AsSpan(_count));
            _count += taken;
            bytes = bytes[taken..];
            if (_count == _wanted)
                Complete(_held.AsSpan(0, _count));
        }
    }

    private void ExpectSecurity()
    {
        switch (handshake.ClientVersion)
        {
            case null:
                throw new RfbProtocolException("the server spoke before the client had answered");
            case RfbVersion.V33:
                Expect(Stage.SecurityType, sizeof(uint));
                break;
            default:
                Expect(Stage.SecurityCount, 1);
                break;
        }
    }

    private void Complete(ReadOnlySpan<byte> held)
    {
        switch (_stage)
        {
            case Stage.Greeting:
                handshake.ServerGreeted(RfbVersions.OfServer(held));
                Expect(Stage.ClientsTurn, 0);
                break;
            case Stage.SecurityType:
                var type = BinaryPrimitives.ReadUInt32BigEndian(held);
                handshake.ServerOffered(type is RfbSecurity.None or RfbSecurity.Vnc ? [(byte)type] : []);
                _stage = Stage.Done;
                break;
            case Stage.SecurityCount when held[0] > 0:
                Expect(Stage.SecurityTypes, held[0]);
                break;
            default:
                // No types: a reason follows, then the end.
                handshake.ServerOffered(_stage == Stage.SecurityTypes ? held : []);
                _stage = Stage.Done;
                break;
        }
    }

    private void Expect(Stage stage, int wanted) => (_stage, _wanted, _count) = (stage, wanted, 0);
}

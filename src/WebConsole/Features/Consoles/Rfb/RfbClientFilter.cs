using System.Buffers;
using System.Buffers.Binary;

namespace WebConsole.Features.Consoles.Rfb;

/// <summary>
/// Parses what an RFB client sends, in pieces of any size, and passes on what is allowed: sessions are always shared,
/// and view-only clients reach neither keyboard, pointer, clipboard nor power. An unknown message ends the connection,
/// for every client: after a message of unknown length, the following bytes can't be interpreted.
/// </summary>
internal sealed class RfbClientFilter(RfbHandshake handshake, bool viewOnly)
{
    private enum Stage
    {
        Version,
        SecurityType,
        SecurityChoice,
        SecurityResponse,
        ClientInit,
        Head,
        Encoding,
        Body,
    }

    /// <summary>
    /// ExtendedMouseButtons: after a server has confirmed it, pointer events have another length. The confirmation is
    /// sent among the pictures, which are not parsed here, so this encoding is hidden from the server.
    /// </summary>
    private const int ExtendedMouseButtons = -316;

    /// <summary>No encoding has this number; servers ignore unknown encodings.</summary>
    private const int NoEncoding = int.MinValue;

    private readonly byte[] _held = new byte[RfbClientMessage.LongestHead];
    private int _count;
    private int _wanted = RfbVersions.Length;
    private Stage _stage = Stage.Version;
    private int _bodyLeft;
    private bool _passing;

    /// <summary>Writes the allowed part of <paramref name="bytes"/> to <paramref name="output"/>.</summary>
    /// <exception cref="RfbProtocolException">The client's bytes can't be parsed; nothing more may be sent for
    /// it.</exception>
    public void Filter(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        while (!bytes.IsEmpty)
            bytes = _stage == Stage.Body ? bytes[Pass(bytes, output)..] : bytes[Collect(bytes, output)..];
    }

    private int Pass(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        var length = Math.Min(_bodyLeft, bytes.Length);
        if (_passing)
            output.Write(bytes[..length]);
        _bodyLeft -= length;
        if (_bodyLeft == 0)
            Expect(Stage.Head, 1);
        return length;
    }

    private int Collect(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        if (_stage == Stage.SecurityType)
            FollowSecurityType();
        var taken = Math.Min(_wanted - _count, bytes.Length);
        bytes[..taken].CopyTo(_held.AsSpan(_count));
        _count += taken;
        if (_count == _wanted)
            Complete(_held.AsSpan(0, _count), output);
        return taken;
    }

    private void Complete(Span<byte> held, IBufferWriter<byte> output)
    {
        switch (_stage)
        {
            case Stage.Head:
                CompleteHead(held, output);
                break;
            case Stage.Encoding:
                CompleteEncoding(held, output);
                break;
            default:
                CompleteHandshake(held);
                output.Write(held);
                break;
        }
    }

    private void CompleteHandshake(Span<byte> held)
    {
        switch (_stage)
        {
            case Stage.Version:
                var version = RfbVersions.OfClient(held);
                handshake.ClientAnswered(version);
                Expect(version == RfbVersion.V33 ? Stage.SecurityType : Stage.SecurityChoice, 1);
                break;
            case Stage.SecurityChoice:
                FollowSecurity(held[0]);
                break;
            case Stage.SecurityResponse:
                Expect(Stage.ClientInit, 1);
                break;
            default:
                // Zero would disconnect every other viewer.
                held[0] = 1;
                Expect(Stage.Head, 1);
                break;
        }
    }

    /// <summary>
    /// In version 3.3 the server chooses the security type, so the client's next message depends on the server.
    /// </summary>
    private void FollowSecurityType()
    {
        var types = handshake.SecurityTypes;
        FollowSecurity(types.IsEmpty ? RfbSecurity.Invalid : types[0]);
    }

    private void FollowSecurity(byte type)
    {
        if (!handshake.SecurityTypes.Contains(type))
            throw new RfbProtocolException("the client answered a security type that the server has not offered");
        switch (type)
        {
            case RfbSecurity.None:
                Expect(Stage.ClientInit, 1);
                break;
            case RfbSecurity.Vnc:
                Expect(Stage.SecurityResponse, RfbSecurity.VncResponseLength);
                break;
            default:
                throw new RfbProtocolException($"the security type {type} cannot be followed");
        }
    }

    private void CompleteHead(ReadOnlySpan<byte> held, IBufferWriter<byte> output)
    {
        _wanted = RfbClientMessage.HeadLength(held);
        if (_wanted > held.Length)
            return;
        _bodyLeft = RfbClientMessage.BodyLength(held);
        _passing = !viewOnly || RfbClientMessage.OnlyLooks(held[0]);
        var encodings = held[0] == RfbClientMessage.SetEncodings;
        if (_passing)
            output.Write(held);
        if (_bodyLeft == 0)
            Expect(Stage.Head, 1);
        else if (encodings)
            Expect(Stage.Encoding, sizeof(int));
        else
            _stage = Stage.Body;
    }

    private void CompleteEncoding(Span<byte> held, IBufferWriter<byte> output)
    {
        if (BinaryPrimitives.ReadInt32BigEndian(held) == ExtendedMouseButtons)
            BinaryPrimitives.WriteInt32BigEndian(held, NoEncoding);
        output.Write(held);
        _bodyLeft -= sizeof(int);
        Expect(_bodyLeft == 0 ? Stage.Head : Stage.Encoding, _bodyLeft == 0 ? 1 : sizeof(int));
    }

    private void Expect(Stage stage, int wanted) => (_stage, _wanted, _count) = (stage, wanted, 0);
}

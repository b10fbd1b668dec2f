using System.Buffers;
using System.Buffers.Binary;

namespace WebConsole.Features.Consoles.Rfb;

/// <summary>
/// Follows what an RFB client sends, however it is cut into pieces, and lets through what it may say: sessions are always
/// shared, and who may only look reaches neither keyboard, pointer, clipboard nor power. What cannot be followed ends the
/// conversation, for everyone: past a message of unknown length every byte could mean anything.
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
    /// ExtendedMouseButtons: once a server has confirmed it, pointer events differ in length, and the confirmation comes
    /// among the pictures, which are not read here. So no server learns that a client knows it.
    /// </summary>
    private const int ExtendedMouseButtons = -316;

    /// <summary>No encoding has this number; servers pass over what they do not know.</summary>
    private const int NoEncoding = int.MinValue;

    private readonly byte[] _held = new byte[RfbClientMessage.LongestHead];
    private int _count;
    private int _wanted = RfbVersions.Length;
    private Stage _stage = Stage.Version;
    private int _bodyLeft;
    private bool _passing;

    /// <summary>Writes to <paramref name="output"/> what of <paramref name="bytes"/> the server may hear.</summary>
    /// <exception cref="RfbProtocolException">The client cannot be followed; nothing may be sent for it any more.</exception>
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
                // Zero would throw every other viewer out.
                held[0] = 1;
                Expect(Stage.Head, 1);
                break;
        }
    }

    /// <summary>3.3: the server decides alone, so the client's next words depend on what it said.</summary>
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

using System.Buffers.Binary;

namespace WebConsole.Features.Consoles.Rfb;

/// <summary>
/// The messages that a client may send after the handshake: their types and lengths, and which of them act on the
/// machine.
/// </summary>
/// <remarks>
/// The RFB Protocol, https://github.com/rfbproto/rfbproto/blob/master/rfbproto.rst. The length of an unknown message is
/// not known, so the stream can't be parsed after it.
/// </remarks>
internal static class RfbClientMessage
{
    public const byte SetPixelFormat = 0;
    public const byte SetEncodings = 2;
    public const byte FramebufferUpdateRequest = 3;
    public const byte KeyEvent = 4;
    public const byte PointerEvent = 5;
    public const byte ClientCutText = 6;
    public const byte EnableContinuousUpdates = 150;
    public const byte ClientFence = 248;
    public const byte Xvp = 250;
    public const byte SetDesktopSize = 251;
    public const byte Gii = 253;
    public const byte Qemu = 255;

    /// <summary>The longest header, that of SetPixelFormat.</summary>
    public const int LongestHead = 20;

    /// <summary>QEMU refuses longer texts too; they should not get that far.</summary>
    public const int LongestCutText = 1 << 20;

    private const byte QemuExtendedKey = 0;
    private const byte QemuAudio = 1;
    private const byte BigEndianGii = 0x80;

    /// <summary>How many bytes are needed to know the message's length; call again with these.</summary>
    public static int HeadLength(ReadOnlySpan<byte> head) => head[0] switch
    {
        SetPixelFormat => 20,
        SetEncodings => 4,
        FramebufferUpdateRequest => 10,
        KeyEvent => 8,
        PointerEvent => 6,
        ClientCutText => 8,
        EnableContinuousUpdates => 10,
        ClientFence => 9,
        Xvp => 4,
        SetDesktopSize => 8,
        Gii => 4,
        Qemu => QemuLength(head),
        var type => throw new RfbProtocolException($"the client sent a message of the unknown type {type}"),
    };

    /// <summary>How many bytes follow a complete header.</summary>
    public static int BodyLength(ReadOnlySpan<byte> head) => head[0] switch
    {
        SetEncodings => BinaryPrimitives.ReadUInt16BigEndian(head[2..]) * sizeof(int),
        ClientCutText => CutTextLength(BinaryPrimitives.ReadInt32BigEndian(head[4..])),
        ClientFence => head[8],
        SetDesktopSize => head[6] * 16,
        Gii => (head[1] & BigEndianGii) != 0
            ? BinaryPrimitives.ReadUInt16BigEndian(head[2..])
            : BinaryPrimitives.ReadUInt16LittleEndian(head[2..]),
        _ => 0,
    };

    /// <summary>Whether a message only requests pictures. Unknown types do not count.</summary>
    public static bool OnlyLooks(byte type) =>
        type is SetPixelFormat or SetEncodings or FramebufferUpdateRequest or EnableContinuousUpdates or ClientFence;

    private static int QemuLength(ReadOnlySpan<byte> head) => head switch
    {
        [_] => 2,
        [_, QemuExtendedKey, ..] => 12,
        [_, QemuAudio] or [_, QemuAudio, _] => 4,
        [_, QemuAudio, 0, 0 or 1, ..] => 4,
        [_, QemuAudio, 0, 2, ..] => 10,
        _ => throw new RfbProtocolException("the client sent an unknown message of QEMU's extension"),
    };

    /// <summary>Negative lengths are the extended clipboard's, of the same magnitude.</summary>
    private static int CutTextLength(int length) => length is >= -LongestCutText and <= LongestCutText
        ? Math.Abs(length)
        : throw new RfbProtocolException("the client sent a clipboard text that is too long");
}

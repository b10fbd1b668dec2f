using System.Buffers.Binary;
using System.Text;
using WebConsole.Features.Consoles.Rfb;

namespace WebConsole.Tests.Consoles;

/// <summary>Bytes of RFB conversations, as clients and servers send them.</summary>
internal static class RfbTalk
{
    public static byte[] Version(string version = "003.008") => Encoding.ASCII.GetBytes($"RFB {version}\n");

    public static byte[] SetPixelFormat() => [0, 0, 0, 0, 32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 16, 8, 0, 0, 0, 0];

    public static byte[] SetEncodings(params int[] encodings)
    {
        var message = new byte[4 + 4 * encodings.Length];
        message[0] = 2;
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), (ushort)encodings.Length);
        for (var i = 0; i < encodings.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(4 + 4 * i), encodings[i]);
        return message;
    }

    public static byte[] UpdateRequest(bool incremental = true) => [3, (byte)(incremental ? 1 : 0), 0, 0, 0, 0, 4, 0, 3, 0];

    public static byte[] Key(uint keysym, bool down = true)
    {
        var message = new byte[] { 4, (byte)(down ? 1 : 0), 0, 0, 0, 0, 0, 0 };
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(4), keysym);
        return message;
    }

    public static byte[] Pointer(byte buttons = 1, ushort x = 10, ushort y = 20) =>
        [5, buttons, (byte)(x >> 8), (byte)x, (byte)(y >> 8), (byte)y];

    public static byte[] CutText(string text) => [6, 0, 0, 0, .. BigEndian(text.Length), .. Encoding.Latin1.GetBytes(text)];

    public static byte[] ExtendedCutText(int length) => [6, 0, 0, 0, .. BigEndian(-length), .. Filler(length)];

    public static byte[] CutTextHead(int length) => [6, 0, 0, 0, .. BigEndian(length)];

    public static byte[] ContinuousUpdates() => [150, 1, 0, 0, 0, 0, 4, 0, 3, 0];

    public static byte[] Fence(int payload) => [248, 0, 0, 0, 0x80, 0, 0, 1, (byte)payload, .. Filler(payload)];

    public static byte[] Xvp(byte code = 2) => [250, 0, 1, code];

    public static byte[] SetDesktopSize(int screens = 1) => [251, 0, 4, 0, 3, 0, (byte)screens, 0, .. Filler(16 * screens)];

    public static byte[] Gii(int length, bool bigEndian) => bigEndian
        ? [253, 0x81, (byte)(length >> 8), (byte)length, .. Filler(length)]
        : [253, 0x01, (byte)length, (byte)(length >> 8), .. Filler(length)];

    public static byte[] QemuKey() => [255, 0, 0, 1, 0, 0, 0, 0x61, 0, 0, 0, 0x1e];

    public static byte[] QemuAudio(bool enable = true) => [255, 1, 0, (byte)(enable ? 0 : 1)];

    public static byte[] QemuAudioFormat() => [255, 1, 0, 2, 3, 2, 0, 0, 0xac, 0x44];

    /// <summary>A complete handshake of both sides, so that messages follow.</summary>
    public static (RfbClientFilter Client, RfbServerObserver Server) Connected(bool viewOnly)
    {
        var handshake = new RfbHandshake();
        var client = new RfbClientFilter(handshake, viewOnly);
        var server = new RfbServerObserver(handshake);
        server.Observe(Version());
        client.Run(Version());
        server.Observe([1, 1]);
        client.Run([1, 1]);
        return (client, server);
    }

    public static byte[] Run(this RfbClientFilter filter, params byte[] bytes)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        filter.Filter(bytes, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Bytes that would be key events if they were read as messages.</summary>
    private static byte[] Filler(int length) => [.. Enumerable.Range(0, length).Select(i => i % 8 == 0 ? (byte)4 : (byte)i)];

    private static byte[] BigEndian(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}

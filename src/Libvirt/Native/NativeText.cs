using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Libvirt.Native;

/// <summary>
/// Text between C and .NET. C's is bytes, mostly UTF-8, but a file's name may be any: what is no UTF-8 is written
/// <c>\xE9</c> in small letters, and so is a backslash that would read like that (<c>\x5c</c>). So two names stay two,
/// and each goes back to C as the bytes that it came as. Why: docs/adr/0070-bytes-that-are-no-text.md.
/// </summary>
internal static unsafe class NativeText
{
    private const int EscapeLength = 4;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads text that C keeps owning.</summary>
    internal static string? Read(byte* text) => text is null ? null : Decode(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));

    /// <summary>Reads a fixed array, which ends at its first zero or at its length.</summary>
    internal static string Read(byte* array, int length) => Decode(Bytes(array, length));

    /// <summary>Refuses what C could not be told: it would cut text at a zero, and so name something else.</summary>
    internal static string Checked(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Contains('\0', StringComparison.Ordinal)
            ? throw new LibvirtException(LibvirtErrorCode.InvalidArgument, LibvirtErrorDomain.None, "the text holds a zero character")
            : text;
    }

    internal static ReadOnlySpan<byte> Bytes(byte* array, int length)
    {
        var bytes = new ReadOnlySpan<byte>(array, length);
        var end = bytes.IndexOf((byte)0);
        return end < 0 ? bytes : bytes[..end];
    }

    /// <summary>Whether the bytes are the letters themselves, one each.</summary>
    internal static bool IsPlain(ReadOnlySpan<byte> bytes) => Ascii.IsValid(bytes) && !bytes.Contains((byte)'\\');

    internal static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes) && bytes.IndexOf("\\x"u8) < 0)
            return Encoding.UTF8.GetString(bytes);
        var text = new StringBuilder(bytes.Length + EscapeLength);
        while (!bytes.IsEmpty)
        {
            var isText = Rune.DecodeFromUtf8(bytes, out var rune, out var length) is OperationStatus.Done;
            if (isText && !(rune.Value == '\\' && EscapedByte(bytes) is not null))
                text.Append(rune.ToString());
            else
                foreach (var one in bytes[..length])
                    text.Append(CultureInfo.InvariantCulture, $"\\x{one:x2}");
            bytes = bytes[length..];
        }
        return text.ToString();
    }

    /// <exception cref="LibvirtException">
    /// The text holds half a character (a lone surrogate), which no bytes stand for, or writes as <c>\xC3\xA9</c> what is a
    /// letter: one object would have two names.
    /// </exception>
    internal static byte[] Encode(string text)
    {
        try
        {
            var bytes = Strict.GetBytes(text);
            if (bytes.AsSpan().IndexOf("\\x"u8) < 0)
                return bytes;
            bytes = Unescape(bytes);
            return Decode(bytes) == text ? bytes
                : throw new LibvirtException(LibvirtErrorCode.InvalidArgument, LibvirtErrorDomain.None, @"the text writes as bytes (\x..) what has letters of its own");
        }
        catch (EncoderFallbackException)
        {
            throw new LibvirtException(LibvirtErrorCode.InvalidArgument, LibvirtErrorDomain.None, "the text holds half a character");
        }
    }

    private static byte[] Unescape(ReadOnlySpan<byte> escaped)
    {
        var bytes = new ArrayBufferWriter<byte>(escaped.Length);
        while (!escaped.IsEmpty)
        {
            var hidden = EscapedByte(escaped);
            bytes.Write([hidden ?? escaped[0]]);
            escaped = escaped[(hidden is null ? 1 : EscapeLength)..];
        }
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>The byte that an escape at the beginning stands for: one that UTF-8 may refuse, or the backslash; else null.</summary>
    private static byte? EscapedByte(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < EscapeLength || !bytes.StartsWith("\\x"u8) || Digit(bytes[2]) is not { } high || Digit(bytes[3]) is not { } low)
            return null;
        var value = (byte)((high << 4) | low);
        return value is >= 0x80 or (byte)'\\' ? value : null;
    }

    private static int? Digit(byte letter) => letter switch
    {
        >= (byte)'0' and <= (byte)'9' => letter - '0',
        >= (byte)'a' and <= (byte)'f' => letter - 'a' + 10,
        _ => null,
    };
}

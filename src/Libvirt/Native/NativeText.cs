using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Libvirt.Native;

/// <summary>
/// Text between C and .NET. C's is bytes, mostly UTF-8, but a file's name may be any: invalid UTF-8 is written as
/// <c>\xe9</c>, invisible characters and direction marks as <c>\u202e</c>, and a backslash that looks like an escape as
/// <c>\x5c</c>. So different names stay different, also visibly, and each is converted back to its original bytes. Why:
/// docs/adr/0070-bytes-that-are-no-text.md.
/// </summary>
internal static unsafe class NativeText
{
    /// <summary>Bytes that may need an escape; what is between them is ASCII that stands for itself.</summary>
    private static readonly SearchValues<byte> Doubtful = SearchValues.Create(
        (ReadOnlySpan<byte>)[.. Enumerable.Range(0, 256).Where(value => value is '\\' or >= 0x7f or (< 0x20 and not ('\t' or '\n' or '\r'))).Select(value => (byte)value)]);

    // \U000e0001
    private const int LongestEscape = 10;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads text that C keeps owning.</summary>
    internal static string? Read(byte* text) => text is null ? null : Decode(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));

    /// <summary>Reads a fixed array, which ends at its first zero or at its length.</summary>
    internal static string Read(byte* array, int length) => Decode(Bytes(array, length));

    /// <summary>Refuses text with a zero character: C would cut it there, and it would name another object.</summary>
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
    internal static bool IsPlain(ReadOnlySpan<byte> bytes) => bytes.IndexOfAny(Doubtful) < 0;

    internal static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (IsPlain(bytes))
            return Encoding.UTF8.GetString(bytes);
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            var plain = bytes.IndexOfAny(Doubtful) is >= 0 and var index ? index : bytes.Length;
            text.Append(Encoding.ASCII.GetString(bytes[..plain]));
            bytes = bytes[plain..];
            if (!bytes.IsEmpty)
                bytes = bytes[AppendDoubtful(text, bytes)..];
        }
        return text.ToString();
    }

    /// <summary>Writes the first character, or the escapes of invalid bytes; returns the number of bytes read.</summary>
    private static int AppendDoubtful(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        var isText = Rune.DecodeFromUtf8(bytes, out var rune, out var length) is OperationStatus.Done;
        if (!isText || (rune.Value == '\\' && ReadEscape(bytes, out _) > 0))
            foreach (var one in bytes[..length])
                text.Append(CultureInfo.InvariantCulture, $"\\x{one:x2}");
        else if (IsHidden(rune))
            text.Append(rune.IsBmp ? "\\u" : "\\U").Append(rune.Value.ToString(rune.IsBmp ? "x4" : "x8", CultureInfo.InvariantCulture));
        else
            text.Append(rune.ToString());
        return length;
    }

    // Definitions have lines and tabs.
    private static bool IsHidden(Rune rune) => rune.Value is not ('\t' or '\n' or '\r') && Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <exception cref="LibvirtException">
    /// The text holds half a character (a lone surrogate), which no bytes stand for, or writes as <c>\xC3\xA9</c> what is a
    /// letter: one object would have two names.
    /// </exception>
    internal static byte[] Encode(string text) => Encode(text, document: false);

    /// <summary>
    /// An XML document: libvirt takes none with bytes that are no UTF-8, so in it <c>\xe9</c> are four letters that someone
    /// has written.
    /// </summary>
    internal static byte[] EncodeDocument(string xml) => Encode(xml, document: true);

    /// <summary>Text that people have written, each letter standing for itself, as <see cref="Decode"/> would read it.</summary>
    internal static string Escape(string literal)
    {
        if (!literal.Contains('\\', StringComparison.Ordinal))
            return literal;
        var text = new StringBuilder(literal.Length + 8);
        foreach (var (place, letter) in literal.Index())
            text.Append(letter is '\\' && ReadEscape(Encoding.UTF8.GetBytes(literal, place, Math.Min(LongestEscape, literal.Length - place)), out _) > 0 ? @"\x5c" : letter.ToString());
        return text.ToString();
    }

    /// <summary>The reverse of <see cref="Escape"/>. What is escaped because it is invisible stays so.</summary>
    internal static string Literal(string escaped) => escaped.Replace(@"\x5c", @"\", StringComparison.Ordinal);

    private static byte[] Encode(string text, bool document)
    {
        try
        {
            var bytes = Strict.GetBytes(text);
            if (bytes.AsSpan().IndexOf((byte)'\\') < 0)
                return bytes;
            bytes = Unescape(bytes, document);
            if (document)
                return bytes;
            return Decode(bytes) == text ? bytes
                : throw new LibvirtException(LibvirtErrorCode.InvalidArgument, LibvirtErrorDomain.None, @"the text writes as bytes (\x..) what has letters of its own");
        }
        catch (EncoderFallbackException)
        {
            throw new LibvirtException(LibvirtErrorCode.InvalidArgument, LibvirtErrorDomain.None, "the text holds half a character");
        }
    }

    private static byte[] Unescape(ReadOnlySpan<byte> escaped, bool document)
    {
        var bytes = new ArrayBufferWriter<byte>(escaped.Length);
        while (!escaped.IsEmpty)
        {
            var length = ReadEscape(escaped, out var meant);
            if (document && meant is [>= 0x80])
                length = 0;
            bytes.Write(length > 0 ? meant : escaped[..1]);
            escaped = escaped[Math.Max(1, length)..];
        }
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>The length of the escape at the beginning, and the bytes that it stands for; 0 where there is none.</summary>
    private static int ReadEscape(ReadOnlySpan<byte> bytes, out byte[] meant)
    {
        meant = [];
        var digits = bytes is not [(byte)'\\', var kind, ..] ? 0 : kind switch { (byte)'x' => 2, (byte)'u' => 4, (byte)'U' => 8, _ => 0 };
        if (digits == 0 || bytes.Length < 2 + digits || Number(bytes.Slice(2, digits)) is not { } value)
            return 0;
        if (digits == 2)
            // Invalid UTF-8, or a backslash.
            meant = value is >= 0x80 or '\\' ? [(byte)value] : [];
        // C would end the text at a zero, and it would name another object.
        else if (value != 0 && Rune.TryCreate(value, out var rune) && IsHidden(rune) && rune.IsBmp == (digits == 4))
            meant = Encoding.UTF8.GetBytes(rune.ToString());
        return meant.Length > 0 ? 2 + digits : 0;
    }

    /// <summary>A number in small hexadecimal digits, else null.</summary>
    private static uint? Number(ReadOnlySpan<byte> digits)
    {
        var value = 0u;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigitLower((char)digit))
                return null;
            value = (value << 4) | (uint)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
        }
        return value;
    }
}

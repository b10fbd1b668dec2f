using System.Globalization;
using System.Text;

namespace WebConsole.OsInfo.Media;

/// <summary>The texts of labels.</summary>
internal static class LabelText
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>A text of ISO 9660, filled up with blanks; <c>null</c> if it is empty. Many write other than the few letters of the standard.</summary>
    public static string? Of(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        if (end >= 0)
            bytes = bytes[..end];
        try
        {
            return Clean(Utf8.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            return Clean(Encoding.Latin1.GetString(bytes));
        }
    }

    /// <summary>A text of UDF: the first byte says in how many bits, the last one its length.</summary>
    public static string? OfUdf(ReadOnlySpan<byte> bytes)
    {
        var length = bytes[^1];
        if (length < 2 || length >= bytes.Length)
            return null;
        return bytes[0] switch
        {
            8 => Clean(Encoding.Latin1.GetString(bytes[1..length])),
            16 => Clean(Encoding.BigEndianUnicode.GetString(bytes[1..length])),
            _ => null,
        };
    }

    /// <summary>Characters that nobody sees, or that change how the others are written, are replaced.</summary>
    private static string? Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.Trim().EnumerateRunes())
            clean.Append(Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? Rune.ReplacementChar : rune);
        return clean.Length > 0 ? clean.ToString() : null;
    }
}

using System.Globalization;
using System.Text;
using WebConsole.Text;

namespace WebConsole.Hypervisor.Guests;

/// <summary>Texts of a guest, of which any may be hostile.</summary>
internal static class GuestText
{
    private const int Longest = 200;

    /// <summary>One line of a bounded length; <c>null</c> where there is none. The binding has written hidden signs as escapes, but for line breaks and tabs.</summary>
    public static string? Line(string? text) => string.IsNullOrWhiteSpace(text) ? null
        : CutText.To(string.Concat(CutText.To(text, Longest + 1).Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim(), Longest);

    /// <summary>What a program has written: lines of text, in which bytes that are none are replaced, and signs that hide or turn text are escapes.</summary>
    public static string Lines(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        foreach (var rune in Encoding.UTF8.GetString(bytes).Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t' || !IsHidden(rune))
                text.Append(rune.ToString());
            else
                text.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X4}}}");
        }
        return text.ToString();
    }

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}

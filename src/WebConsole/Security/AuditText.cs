using System.Globalization;
using System.Text;

namespace WebConsole.Security;

/// <summary>Makes any text safe to stand in one line of a log.</summary>
public static class AuditText
{
    private const int Longest = 256;

    /// <summary>
    /// Writes what could begin a line, end a quotation or hide text (control and format characters, direction marks,
    /// separators, broken surrogates) as <c>\u{…}</c>, and cuts after 256 characters.
    /// </summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, Longest));
        var count = 0;
        for (var rest = text.AsSpan(); !rest.IsEmpty; count++)
        {
            if (count == Longest)
                return line.Append('…').ToString();
            var broken = Rune.DecodeFromUtf16(rest, out var rune, out var used) != System.Buffers.OperationStatus.Done;
            if (broken || !IsPlain(rune))
                line.Append(CultureInfo.InvariantCulture, $"\\u{{{(broken ? rest[0] : rune.Value):X4}}}");
            else
                line.Append(rest[..used]);
            rest = rest[used..];
        }
        return line.ToString();
    }

    private static bool IsPlain(Rune rune) => rune.Value != '"' && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or
        UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned or
        UnicodeCategory.PrivateUse);
}

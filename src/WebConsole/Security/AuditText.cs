using System.Globalization;
using System.Text;

namespace WebConsole.Security;

/// <summary>Escapes any text for one line of a log.</summary>
public static class AuditText
{
    /// <summary>The prefix of the second and further lines of a text.</summary>
    public const string Indent = "    ";

    private const int Longest = 256;

    /// <summary>
    /// Escapes characters that could begin a line, end a quotation or hide text (control and format characters,
    /// direction marks, separators, broken surrogates), and cuts after 256 characters.
    /// </summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, Longest));
        Write(line, text, isCut: count => count == Longest, isPlain: rune => rune.Value != '"' && IsPlain(rune));
        return line.ToString();
    }

    /// <summary>
    /// Escapes text that may have several lines, such as an exception. Each line but the first begins with blanks,
    /// which no log line does; other characters are escaped as in <see cref="OneLine"/>. Cuts after about
    /// <paramref name="longest"/> characters.
    /// </summary>
    public static string Lines(string text, int longest)
    {
        var lines = new StringBuilder();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.IsWhiteSpace())
                continue;
            if (lines.Length > 0)
                lines.Append('\n').Append(Indent);
            if (!Write(lines, line, isCut: _ => lines.Length >= longest, IsPlain))
                break;
        }
        return lines.ToString();
    }

    /// <summary>Returns whether all of it was written.</summary>
    private static bool Write(StringBuilder line, ReadOnlySpan<char> rest, Predicate<int> isCut, Predicate<Rune> isPlain)
    {
        for (var count = 0; !rest.IsEmpty; count++)
        {
            if (isCut(count))
            {
                line.Append('…');
                return false;
            }
            var broken = Rune.DecodeFromUtf16(rest, out var rune, out var used) != System.Buffers.OperationStatus.Done;
            if (broken || !isPlain(rune))
                line.Append(CultureInfo.InvariantCulture, $"\\u{{{(broken ? rest[0] : rune.Value):X4}}}");
            else
                line.Append(rest[..used]);
            rest = rest[used..];
        }
        return true;
    }

    private static bool IsPlain(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or
        UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned or
        UnicodeCategory.PrivateUse);
}

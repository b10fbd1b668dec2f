using System.Globalization;
using System.Text;
using System.Xml;

namespace WebConsole.Text;

/// <summary>Text that is stored as it was entered: UTF-8 and XML can hold it, and it has no control characters.</summary>
public static class PlainText
{
    public static bool IsLine(string text) => IsLines(text) && !text.Any(char.IsControl);

    /// <summary>A line that is read as it is written.</summary>
    public static bool IsLabel(string text) => IsLine(text) && !text.Any(TurnsDirection);

    /// <summary>The same with line breaks and tabs.</summary>
    public static bool IsLines(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]))
                at++;
            else if (!XmlConvert.IsXmlChar(text[at]) || (char.IsControl(text[at]) && text[at] is not ('\n' or '\r' or '\t')))
                return false;
        }
        return true;
    }

    /// <summary>Whether what comes after it is written in another direction, so that a text is read as another one. Marks that only tell the direction of their neighbours are part of some writings.</summary>
    private static bool TurnsDirection(char letter) => letter is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    /// <summary>The first character that is not shown, or that shows a text as another one: what a terminal acts on, XML does not take, or turns the direction of writing.</summary>
    public static Rune? HiddenIn(string text)
    {
        foreach (var letter in text.EnumerateRunes())
        {
            if (IsHidden(letter))
                return letter;
        }
        return null;
    }

    /// <summary>The text without the characters that <see cref="HiddenIn"/> finds.</summary>
    public static string WithoutHidden(string text) => HiddenIn(text) is null ? text : string.Concat(text.EnumerateRunes().Where(letter => !IsHidden(letter)));

    private static bool IsHidden(Rune letter) =>
        letter.Value is 0xfffe or 0xffff || Rune.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}

using System.Globalization;
using System.Text;

namespace WebConsole.Components.Shared;

/// <summary>Builds sentences from parts, some of which are untrusted.</summary>
internal static class Words
{
    // Longer paths and names are cut, because nobody reads them.
    private const int MaxLength = 256;
    private const char Isolate = '\u2068';
    private const char EndIsolate = '\u2069';

    /// <summary>The parts that are not null, with commas; null if there are none.</summary>
    public static string? List(params ReadOnlySpan<string?> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            if (!string.IsNullOrEmpty(part))
                text.Append(text.Length > 0 ? ", " : "").Append(part);
        }
        return text.Length > 0 ? text.ToString() : null;
    }

    /// <summary>
    /// Makes an untrusted name safe for the middle of our sentence: characters that are invisible, break the line or
    /// change its direction are shown as escapes, and right-to-left letters are isolated.
    /// </summary>
    public static string? Name(string? text)
    {
        if (text is null)
            return null;
        var shown = new StringBuilder(Math.Min(text.Length, MaxLength) + 2);
        var rightToLeft = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= MaxLength)
            {
                shown.Append('…');
                break;
            }
            rightToLeft |= IsRightToLeft(rune.Value);
            shown.Append(IsHidden(rune) ? "\ufffd" : rune.ToString());
        }
        return rightToLeft ? Isolate + shown.ToString() + EndIsolate : shown.ToString();
    }

    /// <summary>The part with a text around it, or null if it is missing.</summary>
    public static string? With(string before, string? text, string after = "") =>
        string.IsNullOrEmpty(text) ? null : before + Name(text) + after;

    /// <summary>A number with a text around it, or null if it is missing.</summary>
    public static string? With(string before, long? number, string after = "") =>
        number is { } value ? string.Create(CultureInfo.InvariantCulture, $"{before}{value}{after}") : null;

    /// <summary>The text if the condition is true.</summary>
    public static string? When(bool? holds, string words) => holds is true ? words : null;

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned;

    // Hebrew to Arabic Extended-A, their presentation forms, and the planes of old and minority scripts.
    private static bool IsRightToLeft(int rune) =>
        rune is (>= 0x0590 and <= 0x08ff) or (>= 0xfb1d and <= 0xfdff) or (>= 0xfe70 and <= 0xfeff)
            or (>= 0x10800 and <= 0x10fff) or (>= 0x1e800 and <= 0x1efff);
}

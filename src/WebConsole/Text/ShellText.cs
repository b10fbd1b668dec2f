using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace WebConsole.Text;

/// <summary>Writes text into commands that people paste into a shell.</summary>
public static partial class ShellText
{
    /// <summary>
    /// The text as one word of a shell. Characters that a terminal acts on, or that hide what is there, are written as
    /// <c>$'\033'</c>, which bash, zsh and ksh read, and dash does not.
    /// </summary>
    public static string Quote(string text) =>
        BareWord().IsMatch(text) ? text
        : text.EnumerateRunes().Any(IsUnseen) ? $"$'{string.Concat(text.EnumerateRunes().Select(Escaped))}'"
        : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>A file in the current folder, by a name that no program takes for an option, and QEMU for no protocol.</summary>
    public static string Here(string name) => Quote($"./{name}");

    private static bool IsUnseen(Rune rune) => rune.Value != ' ' && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    private static string Escaped(Rune rune)
    {
        if (rune.Value is '\'' or '\\')
            return $"\\{rune}";
        if (rune.Value is '\n')
            return @"\n";
        if (!IsUnseen(rune))
            return rune.ToString();
        // Bytes in octal: what \u means depends on the shell's locale.
        Span<byte> bytes = stackalloc byte[4];
        return string.Concat(bytes[..rune.EncodeToUtf8(bytes)].ToArray().Select(part => $"\\{Convert.ToString(part, 8).PadLeft(3, '0')}"));
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_./:@%+,=-]+\z")]
    private static partial Regex BareWord();
}

using System.Text.RegularExpressions;

namespace WebConsole.Text;

/// <summary>Writes text into commands that people paste into a shell.</summary>
public static partial class ShellText
{
    /// <summary>The text as one word of a POSIX shell.</summary>
    public static string Quote(string text) =>
        BareWord().IsMatch(text) ? text : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"\A[A-Za-z0-9_./:@%+,=-]+\z")]
    private static partial Regex BareWord();
}

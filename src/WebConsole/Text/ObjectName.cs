using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace WebConsole.Text;

/// <summary>The one rule for names that users give to machines, pools, volumes and networks.</summary>
public static partial class ObjectName
{
    // Names become names of files, to which libvirt appends; the kernel's limit is 255 bytes.
    internal const int MostBytes = 200;

    /// <summary>Why <paramref name="name"/> can't be a new name; <c>null</c> if it can.</summary>
    public static string? Mistake(string name) =>
        name.Length == 0 ? "A name is needed."
        : name.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? $"The sign {slash + 1} is a /: any letters and signs but that."
        : name is "." or ".." ? "It is the name of a folder: any other name."
        : name.Trim() != name ? "No space at its ends."
        : PlainText.HiddenIn(name) is { } hidden ? string.Create(CultureInfo.InvariantCulture, $"The sign {name.IndexOf(hidden.ToString(), StringComparison.Ordinal) + 1} can't be seen (U+{hidden.Value:X4}): only letters and signs that can.")
        : HasHalfACharacter(name) ? "It holds half a character: type it anew."
        : Escape().IsMatch(name) ? @"No backslash before what makes it an escape, as in \xe9 and \u200b."
        : name[0] is '-' ? "It must not begin with a hyphen: programs take it for an option."
        : Encoding.UTF8.GetByteCount(name) > MostBytes ? $"At most {MostBytes} bytes; letters other than a to z take more than one."
        : null;

    // In a definition libvirt would get something else than where it is asked for the name: docs/adr/0070-bytes-that-are-no-text.md.
    [GeneratedRegex(@"\\(x(5c|[89a-f][0-9a-f])|u[0-9a-f]{4}|U[0-9a-f]{8})")]
    private static partial Regex Escape();

    private static bool HasHalfACharacter(string name)
    {
        for (var rest = name.AsSpan(); rest.Length > 0;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var length) is not System.Buffers.OperationStatus.Done)
                return true;
            rest = rest[length..];
        }
        return false;
    }
}

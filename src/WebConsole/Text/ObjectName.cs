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
        : name.Contains('/', StringComparison.Ordinal) || name is "." or ".." || name.Trim() != name || PlainText.HiddenIn(name) is not null || HasHalfACharacter(name)
            ? "Any letters and signs but /, and no space at the ends."
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

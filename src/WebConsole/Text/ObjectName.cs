using System.Globalization;
using System.Text;

namespace WebConsole.Text;

/// <summary>The one rule for names that users give to machines, pools, volumes and networks.</summary>
public static class ObjectName
{
    // Names become names of files, to which libvirt appends; the kernel's limit is 255 bytes.
    private const int MostBytes = 200;

    /// <summary>Why <paramref name="name"/> can't be a new name; <c>null</c> if it can.</summary>
    public static string? Mistake(string name) =>
        name.Length == 0 ? "A name is needed."
        : name.Contains('/', StringComparison.Ordinal) || name is "." or ".." || name.Trim() != name || !name.All(IsShown) || HasHalfACharacter(name)
            ? "Letters, digits and signs but /; no blank at either end."
        : name[0] is '-' ? "It must not begin with a hyphen: programs take it for an option."
        : Encoding.UTF8.GetByteCount(name) > MostBytes ? $"At most {MostBytes} bytes; letters other than a to z take more than one."
        : null;

    /// <summary>Not what a terminal acts on, XML does not take, or that shows a name as another one.</summary>
    private static bool IsShown(char letter) => letter is not ('\ufffe' or '\uffff')
        && char.GetUnicodeCategory(letter) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

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

using System.Globalization;

namespace WebConsole.Hosting.Files;

/// <summary>
/// The file systems of this host. It asks the kernel's table only, and never a file system, which may hang; so it follows no links.
/// </summary>
/// <seealso href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html"/>
internal static class MountTable
{
    private const string Table = "/proc/self/mountinfo";

    /// <summary>The number (<c>8:1</c>) of the file system in which <paramref name="path"/> lies; <c>null</c> where the table can't be read.</summary>
    public static string? FileSystemOf(string path)
    {
        try
        {
            return FileSystemOf(path, File.ReadLines(Table));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <param name="path">An absolute path.</param>
    /// <param name="table">The table's lines: <c>36 35 98:0 /root /mount/point options …</c>. Of two at one place the last is the upper one.</param>
    internal static string? FileSystemOf(string path, IEnumerable<string> table)
    {
        var (found, longest) = ((string?)null, -1);
        foreach (var line in table)
        {
            if (line.Split(' ', 6) is not [_, _, var number, _, var escaped, _])
                continue;
            var point = Unescaped(escaped).TrimEnd('/');
            if (point.Length >= longest && (path == point || path.StartsWith(point + "/", StringComparison.Ordinal)))
                (found, longest) = (number, point.Length);
        }
        return found;
    }

    /// <summary>Blanks and the like are three octal digits: <c>\040</c>.</summary>
    private static string Unescaped(string text)
    {
        for (var at = text.IndexOf('\\', StringComparison.Ordinal); at >= 0 && at + 3 < text.Length; at = text.IndexOf('\\', at + 1))
            text = string.Create(CultureInfo.InvariantCulture, $"{text[..at]}{(char)Convert.ToInt32(text.Substring(at + 1, 3), 8)}{text[(at + 4)..]}");
        return text;
    }
}

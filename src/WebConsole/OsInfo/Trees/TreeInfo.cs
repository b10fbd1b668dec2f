using System.Text.RegularExpressions;
using WebConsole.Text;

namespace WebConsole.OsInfo.Trees;

/// <summary>
/// The file <c>.treeinfo</c>, by which the trees of Fedora, RHEL and SUSE describe themselves. It comes from the web: what is not
/// as it should be is left out.
/// </summary>
/// <param name="Family">The distribution: <c>Fedora</c>.</param>
/// <param name="Variant">The edition: <c>Server</c>.</param>
/// <param name="Version">The release.</param>
/// <seealso href="https://release-engineering.github.io/productmd/treeinfo-1.0.html"/>
public sealed partial record TreeInfo(string? Family, string? Variant, string? Version)
{
    /// <summary>Files are a few kilobytes long.</summary>
    public const int Longest = 256 * 1024;

    private const int MostLines = 5_000, LongestValue = 200;

    private readonly Dictionary<string, Dictionary<string, string>> _sections = [];

    /// <summary>A file's text; <c>null</c> for a file that is something else.</summary>
    public static TreeInfo? Parse(string text)
    {
        var sections = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        Dictionary<string, string>? current = null;
        foreach (var line in text.Split('\n').Take(MostLines).Select(line => line.Trim()))
        {
            if (line is ['[', .. var name, ']'])
                sections[name] = current = sections.GetValueOrDefault(name) ?? new Dictionary<string, string>(StringComparer.Ordinal);
            else if (current is not null && line is not ([] or [';' or '#', ..]) && line.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && line.Length - at <= LongestValue)
                current[line[..at].Trim()] = line[(at + 1)..].Trim();
        }
        if (sections.GetValueOrDefault("general") is not { } general)
            return null;
        var info = new TreeInfo(Shown(general.GetValueOrDefault("family")), Shown(general.GetValueOrDefault("variant")), general.GetValueOrDefault("version") is { } version && Release().IsMatch(version) ? version : null);
        foreach (var (name, values) in sections)
            info._sections[name] = values;
        return info;
    }

    /// <summary>Kernel and initial RAM disk for an architecture, below the tree; <c>null</c> where it names none, or some that are not below it.</summary>
    public (string Kernel, string Initrd)? FilesFor(string architecture) => _sections.GetValueOrDefault($"images-{architecture}") is { } images
        && images.GetValueOrDefault("kernel") is { } kernel && images.GetValueOrDefault("initrd") is { } initrd && IsBelow(kernel) && IsBelow(initrd) ? (kernel, initrd) : null;

    /// <summary>The SHA-256 of a file below the tree; <c>null</c> where it says none.</summary>
    public string? Sha256Of(string path) => _sections.GetValueOrDefault("checksums")?.GetValueOrDefault(path) is ['s', 'h', 'a', '2', '5', '6', ':', .. var sum] ? TreeSums.Plain(sum) : null;

    /// <summary>Whether a path leads to a file below the directory in which it is written, and nowhere else.</summary>
    internal static bool IsBelow(string path) => Path().IsMatch(path) && !path.Split('/').Contains("..");

    /// <summary>People read it in warnings and names.</summary>
    private static string? Shown(string? text) => text is null || PlainText.HiddenIn(text) is not null ? null : text;

    /// <summary>It becomes a part of the system's ID, which definitions hold.</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,31}\z")]
    private static partial Regex Release();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9._+-]*(/[A-Za-z0-9._+-]+)*\z")]
    private static partial Regex Path();
}

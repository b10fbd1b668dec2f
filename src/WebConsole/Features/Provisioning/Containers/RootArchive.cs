using System.Text.RegularExpressions;

namespace WebConsole.Features.Provisioning.Containers;

/// <summary>A packed root file system, known by its name.</summary>
internal static partial class RootArchive
{
    /// <summary>What names such a file may end in.</summary>
    public const string Ends = ".tar, .tar.gz, .tar.xz, .tar.zst";

    /// <summary>The end of an archive's name, with its dot, in small letters; null where it is none.</summary>
    public static string? EndOf(string name) => End().Match(name) is { Success: true } end ? end.Value.ToLowerInvariant() : null;

    [GeneratedRegex(@"\.(tar(\.(gz|xz|zst))?|tgz|txz|tzst)\z", RegexOptions.IgnoreCase)]
    private static partial Regex End();
}

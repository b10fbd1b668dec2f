using WebConsole.Hosting.Files;

namespace WebConsole.OsInfo.Data;

/// <summary>
/// The files of osinfo-db that describe operating systems: <c>os/VENDOR/NAME.xml</c> in each of its directories. A file of a later
/// directory takes the place of one with the same name in an earlier one.
/// </summary>
internal sealed class OsFiles(params IReadOnlyList<string> directories)
{
    /// <summary>
    /// The distribution's package, the administrator's own, what the host's administrator has put in their place, and what was put
    /// into the home of WebConsole's account: the order of libosinfo.
    /// </summary>
    public static readonly OsFiles OfHost = new(["/usr/share/osinfo", "/usr/local/share/osinfo", "/etc/osinfo", .. OfAccount]);

    /// <summary>Below XDG_CONFIG_HOME or ~/.config; nothing for an account without a home.</summary>
    private static string[] OfAccount =>
        Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } home ? [Path.Combine(home, "osinfo")] : [];

    /// <summary>Debian's package of 2022 has 800 files of together 5 MB.</summary>
    internal const int MostFiles = 5_000, MostVendors = 1_000, LongestFile = 1024 * 1024;

    /// <summary>All bytes together.</summary>
    internal const long MostBytes = 64L * 1024 * 1024;

    /// <summary>What there is now, with what tells whether it has changed.</summary>
    public OsFileList List()
    {
        var byName = new SortedDictionary<string, FileInfo>(StringComparer.Ordinal);
        var left = MostBytes;
        foreach (var directory in directories)
        {
            foreach (var file in In(Path.Combine(directory, "os")))
            {
                if (byName.Count >= MostFiles || (left -= file.Length) < 0)
                    return new OsFileList([.. byName.Values]);
                byName[$"{file.Directory!.Name}/{file.Name}"] = file;
            }
        }
        return new OsFileList([.. byName.Values]);
    }

    private static IEnumerable<FileInfo> In(string directory)
    {
        var vendors = new DirectoryInfo(directory);
        return !vendors.Exists ? [] : Entries(vendors.EnumerateDirectories()).Take(MostVendors).SelectMany(vendor => Entries(vendor.EnumerateFiles("*.xml").Where(IsPlain)));
    }

    /// <summary>Reading a pipe or a device would not end.</summary>
    private static bool IsPlain(FileInfo file) => file.Length is > 0 and <= LongestFile && FileFacts.Of(file.FullName) is { IsFile: true };

    // A directory or a file may vanish, or may not be read.
    private static List<T> Entries<T>(IEnumerable<T> entries)
    {
        try
        {
            return [.. entries];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}

/// <summary>Files, and a number that differs when one of them has changed.</summary>
internal sealed record OsFileList(IReadOnlyList<FileInfo> Files)
{
    public int Stamp { get; } = Files.Aggregate(0, (stamp, file) => HashCode.Combine(stamp, file.FullName, file.LastWriteTimeUtc, file.Length));
}

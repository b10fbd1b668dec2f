using WebConsole.Hosting;
using WebConsole.Hosting.Files;

namespace WebConsole.OsInfo.Data;

/// <summary>
/// The files of osinfo-db that describe operating systems: <c>os/VENDOR/NAME.xml</c> in each of its directories, and in the archive
/// that was imported.
/// </summary>
internal sealed class OsFiles(params IReadOnlyList<string> directories)
{
    private const string VersionFile = "VERSION";

    /// <summary>Debian's package of 2022 has 800 files of together 5 MB.</summary>
    internal const int MostFiles = 5_000, MostVendors = 1_000, LongestFile = 1024 * 1024;

    /// <summary>All bytes together.</summary>
    internal const long MostBytes = 64L * 1024 * 1024;

    private const int LongestVersion = 100;

    /// <summary>The imported archive, whether there is one or not.</summary>
    public string? Archive { get; init; }

    /// <summary>
    /// The distribution's package, the administrator's own, what the host's administrator has put in their place, and what was put
    /// into the home of WebConsole's account: the order of libosinfo. And what was imported.
    /// </summary>
    public static OsFiles OfHost(string stateDirectory) => new(["/usr/share/osinfo", "/usr/local/share/osinfo", "/etc/osinfo", .. OfAccount])
    {
        Archive = StateDirectory.OsArchive(stateDirectory),
    };

    /// <summary>Below XDG_CONFIG_HOME or ~/.config; nothing for an account without a home.</summary>
    private static string[] OfAccount =>
        Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } home ? [Path.Combine(home, "osinfo")] : [];

    /// <summary>What there is now, with what tells whether it has changed.</summary>
    public OsFileList List()
    {
        var (left, bytes) = (MostFiles, MostBytes);
        List<OsDirectory> found = [];
        foreach (var directory in directories)
        {
            FileInfo[] files = [.. In(Path.Combine(directory, "os")).TakeWhile(file => --left >= 0 && (bytes -= file.Length) >= 0)];
            if (files.Length > 0)
                found.Add(new OsDirectory(directory, VersionOf(directory), files));
        }
        return new OsFileList(found, Archive is null || FileFacts.Of(Archive) is not { IsFile: true } ? null : new FileInfo(Archive));
    }

    private static IEnumerable<FileInfo> In(string directory)
    {
        var vendors = new DirectoryInfo(directory);
        return !vendors.Exists ? [] : Entries(vendors.EnumerateDirectories()).Take(MostVendors).SelectMany(vendor => Entries(vendor.EnumerateFiles("*.xml").Where(IsPlain)));
    }

    private static string? VersionOf(string directory)
    {
        var file = new FileInfo(Path.Combine(directory, VersionFile));
        return file is { Exists: true, Length: <= LongestVersion } && IsPlain(file) && OsFileList.TextOf(file).Trim() is var version && OsSource.DayOf(version) is not null ? version : null;
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

/// <summary>A directory of osinfo-db.</summary>
/// <param name="Path">The directory.</param>
/// <param name="Version">As its file VERSION says.</param>
/// <param name="Files">Those that describe operating systems.</param>
internal sealed record OsDirectory(string Path, string? Version, IReadOnlyList<FileInfo> Files);

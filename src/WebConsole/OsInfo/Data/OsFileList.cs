using WebConsole.Operations;
using WebConsole.OsInfo.Archives;
using WebConsole.Text;

namespace WebConsole.OsInfo.Data;

/// <summary>Files of osinfo-db, and a number that differs when one of them has changed.</summary>
internal sealed record OsFileList(IReadOnlyList<OsDirectory> Directories, FileInfo? Archive)
{
    public int Stamp { get; } = (Archive is null ? [] : new[] { Archive }).Concat(Directories.SelectMany(directory => directory.Files))
        .Aggregate(Directories.Aggregate(0, (stamp, directory) => HashCode.Combine(stamp, directory.Version)), (stamp, file) => HashCode.Combine(stamp, file.FullName, file.LastWriteTimeUtc, file.Length));

    /// <summary>
    /// The data. A file takes the place of one of the same name: that of a newer database, and that which an administrator has added
    /// to a directory without a version.
    /// </summary>
    /// <param name="unreadable">Is told why the archive is not read.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<OsDatabase> ReadAsync(Action<string> unreadable, CancellationToken cancellation)
    {
        List<(OsSource Source, IEnumerable<(string Name, Func<string> Text)> Files)> all =
            [.. Directories.Select(directory => (new OsSource(directory.Path, directory.Version, directory.Files.Count), directory.Files.Select(file => (NameOf(file), new Func<string>(() => TextOf(file))))))];
        if (await ReadArchiveAsync(unreadable, cancellation).ConfigureAwait(false) is { } archive)
            all.Add((new OsSource(Archive!.FullName, archive.Version, archive.Files.Count) { IsImported = true }, archive.Files.Select(file => (file.Key, new Func<string>(() => file.Value)))));
        all = [.. all.OrderBy(part => part.Source.Version is null).ThenBy(part => part.Source.Version, NaturalOrder.Instance)];
        var byName = new SortedDictionary<string, Func<string>>(StringComparer.Ordinal);
        foreach (var (name, text) in all.SelectMany(part => part.Files))
            byName[name] = text;
        return OsReader.Join(byName.Values.SelectMany(text => OsReader.Read(text()))).From([.. all.Select(part => part.Source)]);
    }

    internal static string TextOf(FileInfo file)
    {
        try
        {
            return File.ReadAllText(file.FullName);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string NameOf(FileInfo file) => $"{file.Directory!.Name}/{file.Name}";

    // It was checked when it was imported; somebody may have changed it by hand since.
    private async Task<OsArchive?> ReadArchiveAsync(Action<string> unreadable, CancellationToken cancellation)
    {
        try
        {
            return Archive is not { Length: <= OsArchive.LongestArchive } ? null
                : await OsArchive.ReadAsync(await File.ReadAllBytesAsync(Archive.FullName, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or OperationFailedException)
        {
            unreadable(error.Message);
            return null;
        }
    }
}

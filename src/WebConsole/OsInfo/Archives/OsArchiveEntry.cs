using WebConsole.Appliances.Packages;
using WebConsole.Operations;

namespace WebConsole.OsInfo.Archives;

/// <summary>A file or a directory of an archive of osinfo-db.</summary>
/// <param name="Path">Below the directory that holds all, without its name: <c>os/debian.org/debian-12.xml</c>.</param>
/// <param name="System">The name of a file that describes operating systems, as <c>VENDOR/NAME.xml</c>; null for all else.</param>
internal sealed record OsArchiveEntry(string Path, string? System)
{
    private const string Archive = "osinfo-db-", Systems = "os", Version = "VERSION";

    private static readonly string[] _directories = [Systems, "datamap", "device", "install-script", "platform", "schema"], _files = [Version, "LICENSE", "README"];

    public bool IsVersion => Path == Version;

    /// <exception cref="OperationFailedException">osinfo-db has no such thing.</exception>
    public static OsArchiveEntry Of(TarHeader header)
    {
        var isDirectory = header.Kind is TarHeader.Directory;
        if (!isDirectory && header.Kind is not TarHeader.File)
            throw OsArchive.Wrong($"{header.Name} in the archive is a link or a device.");
        if (isDirectory && header.Length > 0)
            throw OsArchive.Wrong("The archive is damaged.");
        var all = (isDirectory ? header.Name.TrimEnd('/') : header.Name).Split('/');
        if (all is [".", ..])
            all = all[1..];
        if (!all.All(PlainName.Is))
            throw OsArchive.Wrong($"{header.Name} in the archive is no plain path.");
        string[] parts = all is [var first, .. var rest] && first.StartsWith(Archive, StringComparison.Ordinal) ? rest : all;
        if (!IsKnown(parts, isDirectory))
            throw OsArchive.Wrong($"{header.Name} in the archive is nothing of osinfo-db.");
        return new OsArchiveEntry(string.Join('/', parts), !isDirectory && parts is [Systems, var vendor, var name] && name.EndsWith(".xml", StringComparison.Ordinal) ? $"{vendor}/{name}" : null);
    }

    private static bool IsKnown(string[] parts, bool isDirectory) => parts switch
    {
        [] => isDirectory,
        [var only] when !isDirectory => _files.Contains(only),
        [var first, ..] => _directories.Contains(first),
    };
}

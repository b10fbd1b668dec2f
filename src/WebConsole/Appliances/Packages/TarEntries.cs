using System.Runtime.CompilerServices;
using WebConsole.Operations;

namespace WebConsole.Appliances.Packages;

/// <summary>
/// Reads a tar archive once, from its beginning to its end. It holds plain files beside each other, each once, and not many:
/// directories but the one that holds all, links and devices are refused. What macOS puts beside files is passed over. Nothing
/// is written anywhere.
/// </summary>
internal static class TarEntries
{
    private const int MostEntries = 64;
    private const string Here = "./", BesideAFile = "._";
    private const string Advice = "Pack the files without folders: tar --format=ustar -cf NAME.ova NAME.ovf …";

    /// <exception cref="OperationFailedException">It is no such archive.</exception>
    public static async IAsyncEnumerable<PackageEntry> ReadAsync(Stream archive, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (await TarHeaders.NextAsync(archive, cancellation).ConfigureAwait(false) is { } header)
        {
            // tar writes ./ before names that it found in a folder.
            var name = header.Name.StartsWith(Here, StringComparison.Ordinal) ? header.Name[Here.Length..] : header.Name;
            if (!names.Add(name))
                throw Wrong($"The archive holds {name} twice.");
            if (names.Count > MostEntries)
                throw Wrong($"The archive holds more than {MostEntries} files.");
            if (header is { Kind: TarHeader.Directory, Name: Here, Length: 0 })
                continue;
            if (header.Kind != TarHeader.File)
                throw Wrong("The archive holds something that is no plain file.");
            var bytes = new TarBytes(archive, header.Length);
            if (!name.StartsWith(BesideAFile, StringComparison.Ordinal) || !PlainName.Is(name[BesideAFile.Length..]))
            {
                if (!PlainName.Is(name))
                    throw Wrong("The archive holds a file with a path, or with a name that is no plain one.");
                yield return new PackageEntry(name, header.Length, bytes);
            }
            await bytes.DrainAsync(cancellation).ConfigureAwait(false);
            await TarHeaders.PadAsync(archive, header.Length, cancellation).ConfigureAwait(false);
        }
    }

    private static OperationFailedException Wrong(string said) => new(said, Advice);
}

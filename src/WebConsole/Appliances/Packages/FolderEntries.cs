using System.Runtime.CompilerServices;
using WebConsole.Operations;

namespace WebConsole.Appliances.Packages;

/// <summary>
/// A descriptor and the files beside it, in the order of an archive: the descriptor first, then the manifest. They lie in a
/// folder of ours, into which nobody else can write.
/// </summary>
internal static class FolderEntries
{
    /// <exception cref="OperationFailedException">There is not one descriptor.</exception>
    public static async IAsyncEnumerable<PackageEntry> ReadAsync(string folder, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var files = new DirectoryInfo(folder).GetFiles();
        if (files.Count(file => Rank(file) == 0) != 1)
            throw new OperationFailedException("There must be one descriptor among the files.", "Choose the .ovf file and the files that belong to it.");
        foreach (var file in files.OrderBy(Rank).ThenBy(file => file.Name, StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            if (file.LinkTarget is not null || !PlainName.Is(file.Name))
                throw new OperationFailedException($"{file.Name} is no plain file.", "Choose the files themselves.");
            var bytes = file.OpenRead();
            await using var closed = bytes.ConfigureAwait(false);
            yield return new PackageEntry(file.Name, bytes.Length, bytes);
        }
    }

    private static int Rank(FileInfo file) => file.Extension.ToUpperInvariant() switch { ".OVF" => 0, ".MF" => 1, _ => 2 };
}

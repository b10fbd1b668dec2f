using System.Globalization;
using System.Text;
using WebConsole.Operations;

namespace WebConsole.Appliances.Packages;

/// <summary>Reads the headers of a tar archive, one after the other, with what its extensions say of names and lengths.</summary>
internal static class TarHeaders
{
    private const int MostExtension = 64 * 1024;

    /// <summary>The next file, by all that extensions say of it.</summary>
    /// <returns><c>null</c> at the end of the archive.</returns>
    /// <exception cref="OperationFailedException">The archive is damaged, or has a form that is not read.</exception>
    public static async Task<TarHeader?> NextAsync(Stream archive, CancellationToken cancellation)
    {
        var header = await HeaderAsync(archive, cancellation).ConfigureAwait(false);
        if (header is { Kind: TarHeader.ForAll })
        {
            // Of a comment, as git writes it, nothing follows for the files.
            if (Extended(header, await ExtensionAsync(archive, header, cancellation).ConfigureAwait(false)) != header)
                throw Wrong("The archive is in a form that is not read.");
            header = await HeaderAsync(archive, cancellation).ConfigureAwait(false);
        }
        if (header is not { Kind: TarHeader.Extension or TarHeader.LongName })
            return header;
        var extension = await ExtensionAsync(archive, header, cancellation).ConfigureAwait(false);
        var extended = await HeaderAsync(archive, cancellation).ConfigureAwait(false) ?? throw Wrong("The archive is damaged.");
        return header.Kind is TarHeader.LongName ? extended with { Name = TarHeader.Text(extension) } : Extended(extended, extension);
    }

    private static async Task<byte[]> ExtensionAsync(Stream archive, TarHeader header, CancellationToken cancellation)
    {
        if (header.Length > MostExtension)
            throw Wrong("The archive holds something that is no plain file.");
        var extension = new byte[header.Length];
        await FillAsync(archive, extension, cancellation).ConfigureAwait(false);
        await PadAsync(archive, header.Length, cancellation).ConfigureAwait(false);
        return extension;
    }

    /// <summary>A header; <c>null</c> at the end, which is a block of zeros.</summary>
    private static async Task<TarHeader?> HeaderAsync(Stream archive, CancellationToken cancellation)
    {
        var block = new byte[TarHeader.Size];
        await FillAsync(archive, block, cancellation).ConfigureAwait(false);
        return block.AsSpan().ContainsAnyExcept((byte)0) ? TarHeader.Parse(block) ?? throw Wrong("The file is no tar archive, or is damaged.") : null;
    }

    /// <summary>POSIX's extension: lines such as <c>18 path=disk.vmdk</c>, each with its own length.</summary>
    private static TarHeader Extended(TarHeader header, byte[] extension)
    {
        for (var left = extension.AsSpan(); !left.IsEmpty;)
        {
            var blank = left.IndexOf((byte)' ');
            if (blank < 1 || !int.TryParse(left[..blank], NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length <= blank + 1 || length > left.Length)
                throw Wrong("The archive is damaged.");
            var words = Encoding.UTF8.GetString(left[(blank + 1)..(length - 1)]).Split('=', 2);
            header = words switch
            {
                ["path", var name] => header with { Name = name },
                ["size", var size] when long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) => header with { Length = bytes },
                ["size" or "linkpath" or "hdrcharset", _] => throw Wrong("The archive holds something that is no plain file."),
                [var key, _] when key.StartsWith("GNU.sparse.", StringComparison.Ordinal) => throw Wrong("The archive holds a file with holes, which is no plain file."),
                // Times, owners, comments, and what programs add of their own.
                _ => header,
            };
            left = left[length..];
        }
        return header;
    }

    /// <summary>Reads over what lies between the end of a file and the next header.</summary>
    public static async Task PadAsync(Stream archive, long length, CancellationToken cancellation) =>
        await FillAsync(archive, new byte[TarHeader.Padding(length)], cancellation).ConfigureAwait(false);

    /// <summary>Reads as many bytes as are wanted.</summary>
    public static async Task FillAsync(Stream archive, byte[] bytes, CancellationToken cancellation)
    {
        if (await archive.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false) < bytes.Length)
            throw new OperationFailedException("The archive ends too early.", "Transfer the file again.");
    }

    private static OperationFailedException Wrong(string said) => new(said, "Pack the files anew: tar --format=ustar -cf NAME.tar FILES.");
}

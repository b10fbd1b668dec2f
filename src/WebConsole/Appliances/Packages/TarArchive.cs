using WebConsole.Operations;

namespace WebConsole.Appliances.Packages;

/// <summary>Writes a tar archive forward, file by file, each of a length that is known before.</summary>
internal sealed class TarArchive(Stream archive)
{
    private const int EndLength = 2 * TarHeader.Size;

    /// <summary>How long the archive of files of these lengths is.</summary>
    public static long LengthOf(IEnumerable<long> lengths) => lengths.Sum(length => TarHeader.Size + length + TarHeader.Padding(length)) + EndLength;

    /// <exception cref="OperationFailedException">The file has another length.</exception>
    public async Task WriteAsync(string name, long length, Stream bytes, CancellationToken cancellation)
    {
        await archive.WriteAsync(new TarHeader(name, length, TarHeader.File).ToBytes(), cancellation).ConfigureAwait(false);
        var (buffer, left) = (new byte[64 * 1024], length);
        for (int read; (read = await bytes.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0; left -= read)
        {
            if (read > left)
                throw Changed(name);
            await archive.WriteAsync(buffer.AsMemory(0, read), cancellation).ConfigureAwait(false);
        }
        if (left > 0)
            throw Changed(name);
        await archive.WriteAsync(new byte[TarHeader.Padding(length)], cancellation).ConfigureAwait(false);
    }

    public async Task EndAsync(CancellationToken cancellation) => await archive.WriteAsync(new byte[EndLength], cancellation).ConfigureAwait(false);

    private static OperationFailedException Changed(string name) => new($"{name} has another length than when the export began.", "Export again while nothing changes the disk.");
}

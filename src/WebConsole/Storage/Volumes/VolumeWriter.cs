using WebConsole.Hypervisor;
using WebConsole.Operations;

namespace WebConsole.Storage.Volumes;

/// <summary>
/// Writes what arrives into a new volume, however much that will be: libvirt lets a volume that is a file grow. It goes in parts,
/// each of which libvirt confirms; then it reads the pool again.
/// </summary>
internal sealed class VolumeWriter(OperationContext context, ObjectId volume, string doing)
{
    // The first part is only a piece, since a volume can be recognised by it.
    private const long FirstPart = VolumeStream.Piece, Part = 256 << 20;
    private const int Block = 64 * 1024;

    /// <summary>Whether zeros become holes: in a file, not on a device, where something else may lie.</summary>
    public required bool IsFile { get; init; }

    /// <summary>What it must be, one of <see cref="ImageFormats"/>; <c>null</c>: any of them.</summary>
    public required string? Format { get; init; }

    /// <summary>How many bytes the pool can take in all.</summary>
    public required Func<long> Room { get; init; }

    /// <summary>How many bytes are written.</summary>
    public long Written { get; private set; }

    /// <summary>Called after each piece.</summary>
    public Action Wrote { get; init; } = () => { };

    /// <summary>Called after each part.</summary>
    public Func<Task> Confirmed { get; init; } = () => Task.CompletedTask;

    private Guid Pool => volume.Parent!.Value.Uuid!.Value;

    public async Task WriteAsync(Stream bytes)
    {
        var buffer = new byte[VolumeStream.Piece];
        var read = await NextAsync().ConfigureAwait(false);
        if (read == 0)
            throw new OperationFailedException("The file is empty.", ImageFormats.AnotherFile);
        if (ImageFormats.Mistake(buffer.AsSpan(0, read), Format) is { } mistake)
            throw new OperationFailedException(mistake, ImageFormats.AnotherFile);
        for (var most = FirstPart; read > 0; most = Part)
        {
            var first = Written;
            using var stream = await VolumeStream.OpenAsync(context, volume.Host, Pool, volume.OwnName, (found, opened) => found.Upload(opened, (ulong)first, 0, sparse: IsFile)).ConfigureAwait(false);
            for (; read > 0 && Written - first < most; read = await NextAsync().ConfigureAwait(false))
            {
                if (Room() is var room && Written + read > room)
                    throw new OperationFailedException($"The file is larger than the {Text.Format.Bytes(Math.Max(0, room))} that the pool has left without what others will take.", "Make room in the pool, or choose another.");
                await SendAsync(stream, buffer.AsMemory(0, read)).ConfigureAwait(false);
                Written += read;
                Wrote();
            }
            // It waits for the daemon, so it runs on a thread that may block.
            await context.RunAsync(volume, Lane.Storage, _ => { stream.Bytes.Finish(); return true; }, doing, isLong: true).ConfigureAwait(false);
            await Confirmed().ConfigureAwait(false);
        }

        async Task<int> NextAsync() => await bytes.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, context.Cancellation).ConfigureAwait(false);
    }

    /// <summary>Images are mostly zeros: these take no space.</summary>
    private async Task SendAsync(VolumeStream stream, ReadOnlyMemory<byte> piece)
    {
        for (; !piece.IsEmpty; piece = piece[Math.Min(Block, piece.Length)..])
        {
            var block = piece[..Math.Min(Block, piece.Length)];
            if (IsFile && !block.Span.ContainsAnyExcept((byte)0))
                stream.Bytes.SendHole(block.Length);
            else
                await stream.Bytes.SendAsync(block, context.Cancellation).ConfigureAwait(false);
        }
    }
}

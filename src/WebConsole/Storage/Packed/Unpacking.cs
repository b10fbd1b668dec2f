using System.IO.Pipelines;
using WebConsole.Operations;
using WebConsole.Storage.Volumes;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace WebConsole.Storage.Packed;

/// <summary>
/// Unpacks a file while it arrives. The decoder has a thread of its own, since the one of xz is five times slower where it
/// must not block; a pipe holds what nobody has taken yet, and stops it at <see cref="Most"/>.
/// </summary>
internal sealed class Unpacking : IAsyncDisposable
{
    /// <summary>The most unpacked bytes that wait.</summary>
    private const int Most = 1 << 20;

    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: Most, resumeWriterThreshold: Most / 2, minimumSegmentSize: VolumeStream.Piece, useSynchronizationContext: false));
    private readonly CancellationTokenSource _stop;
    private readonly Task _decoding;

    public Unpacking(Stream source, Packing packing, CancellationToken cancellation)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Bytes = _pipe.Reader.AsStream(leaveOpen: true);
        _decoding = Task.Factory.StartNew(() => Decode(source, packing), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>What is unpacked. Reading it throws <see cref="OperationFailedException"/> if the file is not what it must be.</summary>
    public Stream Bytes { get; }

    /// <summary>Ends the decoder.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _pipe.Reader.CompleteAsync().ConfigureAwait(false);
        await _decoding.ConfigureAwait(false);
        _stop.Dispose();
    }

    private void Decode(Stream source, Packing packing)
    {
        using var packed = new PackedBytes(source, _stop.Token);
        var (buffer, any) = (new byte[VolumeStream.Piece], false);
        Exception? wrong = null;
        try
        {
            using var decoder = packing.Open(packed);
            for (int read; (read = decoder.Read(buffer, 0, buffer.Length)) > 0;)
            {
                any = true;
                if (_pipe.Writer.WriteAsync(buffer.AsMemory(0, read), _stop.Token).AsTask().GetAwaiter().GetResult().IsCompleted)
                    break;
            }
        }
        catch (Exception error)
        {
            wrong = error;
            wrong = packed.Broken ?? (error is OperationCanceledException ? error
                : new OperationFailedException(What(error, packed, any).Message, "Take the file again from where it comes, or unpack it yourself."));
        }
        finally
        {
            // Whoever reads would wait for ever.
            _pipe.Writer.Complete(wrong);
        }
    }

    /// <summary>What is wrong with the file: decoders throw what they like.</summary>
    private static PackedFileException What(Exception error, PackedBytes packed, bool any) => error switch
    {
        PackedFileException known => known,
        ZstdException { Code: ZSTD_ErrorCode.ZSTD_error_prefix_unknown } => any ? PackedFileException.More() : new("The file is not packed with zstd."),
        ZstdException { Code: ZSTD_ErrorCode.ZSTD_error_frameParameter_windowTooLarge } => new("To unpack the file takes more than 128 MiB of memory: pack it without --long."),
        // The decoder says otherwise that bytes are missing; and it reads ahead, to the end of a small file.
        ZstdException => PackedFileException.Damaged(),
        _ => packed.IsAtEnd ? PackedFileException.Short() : PackedFileException.Damaged(),
    };
}

using System.Security.Cryptography;
using WebConsole.Storage.Packed;
using WebConsole.Operations;

namespace WebConsole.Features.Storage.Uploads;

/// <summary>All bytes of an upload, over all its requests: for a decoder, which lives as long as the upload.</summary>
internal sealed class UploadPieces(PendingUpload upload, UploadRegister register, TimeProvider time, Action waits) : ReadStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private UploadPiece? _piece;

    /// <summary>How many bytes have been read.</summary>
    public long Arrived { get; private set; }

    public static OperationFailedException Nothing(UploadRecord record) =>
        new(UploadRegister.PatienceFor(record) is { TotalHours: 1 } ? "Nothing has arrived for an hour." : $"Nothing has arrived for {UploadRegister.PatienceFor(record).TotalHours} hours.", "Upload the file again.");

    /// <summary>The hash of what was read.</summary>
    public string Sha256() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public override int Read(Span<byte> buffer) => throw new NotSupportedException();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (Arrived < upload.Record.Length)
        {
            var piece = _piece ??= await NextAsync(cancellationToken).ConfigureAwait(false);
            var read = await ReadAsync(piece, buffer[..(int)Math.Min(buffer.Length, upload.Record.Length - Arrived)], cancellationToken).ConfigureAwait(false);
            Arrived += read;
            _hash.AppendData(buffer.Span[..read]);
            if (read == 0 || Arrived == upload.Record.Length)
                End(piece);
            if (read > 0)
                return read;
        }
        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>0 at the end of the request, however that ended: the next one brings the rest.</summary>
    private static async Task<int> ReadAsync(UploadPiece piece, Memory<byte> buffer, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(piece.Stopped, cancellation);
        try
        {
            return await piece.Body.ReadAsync(buffer, stop.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException && !cancellation.IsCancellationRequested)
        {
            return 0;
        }
    }

    private void End(UploadPiece piece)
    {
        _piece = null;
        register.Touch(upload, record => record with { Offset = Arrived });
        upload.Took(piece, null);
    }

    private async Task<UploadPiece> NextAsync(CancellationToken cancellation)
    {
        try
        {
            return await upload.NextAsync(register.LeftFor(upload), time, waits, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw Nothing(upload.Record);
        }
    }
}

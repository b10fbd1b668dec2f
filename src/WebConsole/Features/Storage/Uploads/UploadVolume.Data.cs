using System.Security.Cryptography;
using Libvirt;
using WebConsole.Hypervisor;
using WebConsole.Operations;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

namespace WebConsole.Features.Storage.Uploads;

// The bytes: from the requests into the volume, and back for the check.
internal sealed partial record UploadVolume
{
    // libvirt reads the pool again after each part.
    private const long FirstPart = VolumeStream.Piece, Part = 256 << 20;
    // Enough to be nobody else's, and read in a moment after each request.
    private const int MarkLength = 64 * 1024;

    private static readonly TimeSpan AwayPeriod = TimeSpan.FromSeconds(2);

    private async Task ReceiveAsync(OperationContext context)
    {
        Report(context, Record.Offset);
        while (Record.Offset < Record.Length)
        {
            UploadPiece piece;
            try
            {
                piece = await Upload.NextAsync(Register.LeftFor(Upload), context.Time, () => Report(context, Record.Offset, waits: true), context.Cancellation).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                throw UploadPieces.Nothing(Record);
            }
            string? trouble = null;
            try
            {
                await TakeAsync(context, piece).ConfigureAwait(false);
            }
            catch (Exception error) when (IsAway(error))
            {
                // libvirt may be back soon: what it has confirmed stays, and the browser tries again.
                trouble = context.Describe(error);
            }
            Upload.Took(piece, trouble);
        }
    }

    /// <summary>
    /// Writes what a request brings, in parts that libvirt confirms. The first one is small: until then the volume can't be
    /// recognised after a restart.
    /// </summary>
    private async Task TakeAsync(OperationContext context, UploadPiece piece)
    {
        while (await TakeAsync(context, piece, Math.Min(Record.Offset == 0 ? FirstPart : Part, Record.Length - Record.Offset)).ConfigureAwait(false))
        {
        }
    }

    /// <summary>Writes a part. When the request's connection breaks, what has arrived counts.</summary>
    /// <returns>Whether the request may have more.</returns>
    private async Task<bool> TakeAsync(OperationContext context, UploadPiece piece, long most)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(piece.Stopped, context.Cancellation);
        var (buffer, offset, sent) = (new byte[VolumeStream.Piece], Record.Offset, 0L);
        if (await NextAsync().ConfigureAwait(false) is not (> 0 and var read))
            return false;
        using var volume = await VolumeStream.OpenAsync(context, Host, Pool.Uuid, Record.Volume, (found, stream) => found.Upload(stream, (ulong)offset, (ulong)most)).ConfigureAwait(false);
        for (; read > 0; read = await NextAsync().ConfigureAwait(false))
        {
            // A wrong file is refused before all of it has come; whether it is right is seen at the end.
            if (offset + sent == 0 && (read >= ImageFormats.HeadLength || read == Record.Length) && ImageFormats.Mistake(buffer.AsSpan(0, read), Record.Format) is { } mistake)
                throw new OperationFailedException(mistake, ImageFormats.AnotherFile);
            await volume.Bytes.SendAsync(buffer.AsMemory(0, read), context.Cancellation).ConfigureAwait(false);
            sent += read;
            Report(context, offset + sent);
        }
        // It waits for the daemon, so it runs on a thread that may block.
        await context.RunAsync(Volume, Lane, _ => { volume.Bytes.Finish(); return true; }, Action, isLong: true).ConfigureAwait(false);
        var mark = await MarkAsync(context, offset + sent).ConfigureAwait(false);
        Register.Save(Upload, record => record with { Offset = offset + sent, Mark = mark });
        return sent == most && Record.Offset < Record.Length;

        async Task<int> NextAsync()
        {
            var next = await ReadAsync(piece, buffer.AsMemory(0, (int)Math.Min(VolumeStream.Piece, most - sent)), stop.Token).ConfigureAwait(false);
            context.Cancellation.ThrowIfCancellationRequested();
            return next;
        }
    }

    /// <inheritdoc cref="UploadRecord.Mark"/>
    private async Task<string?> MarkAsync(OperationContext context, long offset)
    {
        if (offset == 0)
            return null;
        var (marked, filled) = (new byte[Math.Min(MarkLength, offset)], 0);
        using var volume = await VolumeStream.OpenAsync(context, Host, Pool.Uuid, Record.Volume, (found, stream) => found.Download(stream, (ulong)(offset - marked.Length), (ulong)marked.Length)).ConfigureAwait(false);
        while (filled < marked.Length && await volume.Bytes.ReceiveAsync(marked.AsMemory(filled), context.Cancellation).ConfigureAwait(false) is > 0 and var read)
            filled += read;
        return filled == marked.Length ? Convert.ToHexStringLower(SHA256.HashData(marked)) : null;
    }

    /// <summary>As many bytes as there are up to the size of the buffer; 0 at the end of the request, however that ended.</summary>
    private static async Task<int> ReadAsync(UploadPiece piece, Memory<byte> buffer, CancellationToken stop)
    {
        var filled = 0;
        try
        {
            while (filled < buffer.Length && await piece.Body.ReadAsync(buffer[filled..], stop).ConfigureAwait(false) is > 0 and var read)
                filled += read;
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // The next request brings the rest.
        }
        return filled;
    }

    /// <summary>libvirt does not answer, or the pool does not run, and may be back soon: a daemon that has just begun knows no pools yet.</summary>
    private static bool IsAway(Exception error) => error is HypervisorException
        || (error is LibvirtException libvirt && (OperationErrors.IsBroken(libvirt) || libvirt.Code is LibvirtErrorCode.NoStoragePool or LibvirtErrorCode.OperationInvalid));

    /// <summary>Checks what has arrived. Only a wrong file ends the upload: if libvirt is away, the check begins anew when it is back.</summary>
    private async Task CheckAsync(OperationContext context)
    {
        while (true)
        {
            try
            {
                await ReadBackAsync(context).ConfigureAwait(false);
                return;
            }
            catch (Exception error) when (IsAway(error) && Register.LeftFor(Upload) > TimeSpan.Zero)
            {
                context.Report(null, "Waits for libvirt, to check it anew");
            }
            await Task.Delay(AwayPeriod, context.Time, context.Cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Reads back what lies on the host, for that counts: its beginning, or all of it if its hash is known.</summary>
    private async Task ReadBackAsync(OperationContext context)
    {
        var length = Record.Sha256 is null ? Math.Min(ImageFormats.HeadLength, Record.Length) : Record.Length;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var volume = await WindowedReader.OpenAsync(context, ObjectId.Volume(Host, Pool.Uuid, Record.Volume), _ => (0, length)).ConfigureAwait(false);
        var (head, inHead, buffer) = (new byte[ImageFormats.HeadLength], 0, new byte[VolumeStream.Piece]);
        for (long done = 0; done < length;)
        {
            var (read, _) = await volume.ReadAsync(buffer, context.Cancellation).ConfigureAwait(false);
            if (read == 0)
                throw new OperationFailedException($"Only {Format.Bytes(done)} of it can be read back.", "Upload the file again.");
            hash.AppendData(buffer, 0, read);
            var taken = Math.Min(read, head.Length - inHead);
            buffer.AsSpan(0, taken).CopyTo(head.AsSpan(inHead));
            inHead += taken;
            done += read;
            context.ReportBytes(done, length, " read back");
        }
        if (ImageFormats.Mistake(head.AsSpan(0, inHead), Record.Format) is { } mistake)
            throw new OperationFailedException(mistake, ImageFormats.AnotherFile);
        CheckHash(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private void CheckHash(string found)
    {
        if (Record.Sha256 is { } expected && found != expected)
            throw new OperationFailedException($"Its SHA-256 is {found}, and should be {expected}.", "The file differs from what was meant, or was damaged on its way. Upload it again.");
    }

    private void Report(OperationContext context, long arrived, bool waits = false) =>
        context.ReportBytes(arrived, Record.Length, waits ? "; it waits for its browser" : null, waits);
}

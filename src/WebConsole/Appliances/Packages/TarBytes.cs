using WebConsole.Operations;

namespace WebConsole.Appliances.Packages;

/// <summary>The bytes of one file in an archive.</summary>
internal sealed class TarBytes(Stream archive, long length) : ForwardStream
{
    private long _left = length;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left == 0 || buffer.IsEmpty)
            return 0;
        var read = await archive.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _left)], cancellationToken).ConfigureAwait(false);
        if (read == 0)
            throw EndsEarly();
        _left -= read;
        return read;
    }

    /// <summary>Passes over what nobody has read, without reading it where the archive lets one.</summary>
    public override async Task DrainAsync(CancellationToken cancellation)
    {
        if (!archive.CanSeek)
        {
            await base.DrainAsync(cancellation).ConfigureAwait(false);
            return;
        }
        if (archive.Position > long.MaxValue - _left)
            throw EndsEarly();
        archive.Position += _left;
        _left = 0;
    }

    private static OperationFailedException EndsEarly() => new("The archive ends too early.", "Transfer the file again.");
}

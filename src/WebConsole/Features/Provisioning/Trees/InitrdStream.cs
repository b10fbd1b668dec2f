using WebConsole.Storage.Packed;
using WebConsole.Unattended;

namespace WebConsole.Features.Provisioning.Trees;

/// <summary>An initial RAM disk as it arrives, and behind it an archive with more files.</summary>
internal sealed class InitrdStream(Stream initrd, byte[] archive) : ReadStream
{
    private long _read;
    private MemoryStream? _tail;

    public override int Read(Span<byte> buffer) => throw new NotSupportedException();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_tail is null)
        {
            var read = await initrd.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            _read += read;
            if (read > 0)
                return read;
            _tail = new MemoryStream([.. new byte[-_read & (CpioArchive.Alignment - 1)], .. archive]);
        }
        return await _tail.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        _tail?.Dispose();
        base.Dispose(disposing);
    }
}

using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using WebConsole.Operations;

namespace WebConsole.Appliances.Packages;

/// <summary>
/// Unpacks a file of one gzip member, up to a limit. .NET's decoder takes a file that is cut off for whole; so the checksum and
/// the length at its end are compared here.
/// </summary>
internal sealed class GzipBytes : ForwardStream
{
    private const int TrailerLength = 8;

    private readonly string _name;
    private readonly long _most;
    private readonly Tail _packed;
    private readonly GZipStream _decoder;
    private readonly Crc32 _sum = new();
    private long _length;

    /// <param name="packed">The file.</param>
    /// <param name="name">Its name.</param>
    /// <param name="most">How many bytes it may unpack to.</param>
    public GzipBytes(Stream packed, string name, long most)
    {
        (_name, _most) = (name, most);
        _packed = new Tail(packed);
        _decoder = new GZipStream(_packed, CompressionMode.Decompress, leaveOpen: true);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
            return 0;
        var read = await UnpackAsync(buffer, cancellationToken).ConfigureAwait(false);
        _sum.Append(buffer.Span[..read]);
        _length += read;
        if (_length > _most)
            throw new OperationFailedException($"{_name} unpacks to more than its disk holds.", "Export the machine again.");
        if (read == 0)
            await EndAsync(cancellationToken).ConfigureAwait(false);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        _decoder.Dispose();
        base.Dispose(disposing);
    }

    private async Task<int> UnpackAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        try
        {
            return await _decoder.ReadAsync(buffer, cancellation).ConfigureAwait(false);
        }
        catch (InvalidDataException)
        {
            throw Damaged();
        }
    }

    private async Task EndAsync(CancellationToken cancellation)
    {
        await _packed.DrainAsync(cancellation).ConfigureAwait(false);
        var (sum, length) = (BinaryPrimitives.ReadUInt32LittleEndian(_packed.Last), BinaryPrimitives.ReadUInt32LittleEndian(_packed.Last[4..]));
        if (sum != _sum.GetCurrentHashAsUInt32() || length != (uint)_length)
            throw Damaged();
    }

    private OperationFailedException Damaged() => new($"{_name} is not packed with gzip, is damaged, or ends too early.", "Transfer the file again.");

    /// <summary>Keeps the last bytes that were read.</summary>
    private sealed class Tail(Stream source) : ForwardStream
    {
        private readonly byte[] _last = new byte[TrailerLength];

        public ReadOnlySpan<byte> Last => _last;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            var kept = Math.Min(read, TrailerLength);
            _last.AsSpan(kept).CopyTo(_last);
            buffer.Span[(read - kept)..read].CopyTo(_last.AsSpan(TrailerLength - kept));
            return read;
        }
    }
}

using SharpCompress.Compressors.Xz;
using WebConsole.Text;

namespace WebConsole.Storage.Packed;

/// <summary>
/// Unpacks all streams of an xz file. SharpCompress's own <see cref="XZStream"/> ends after the first one, and takes as much
/// memory as a file asks for.
/// </summary>
/// <seealso href="https://tukaani.org/xz/xz-file-format.txt"/>
internal sealed class XzMembers(PackedBytes packed) : ReadStream
{
    private const int HeaderLength = 12, Lzma2 = 0x21;

    private XZHeader? _header;
    private XZBlock? _block;
    private ulong _blocks;
    private bool _hadOne;

    private static ReadOnlySpan<byte> Mark => [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0];

    public override int Read(Span<byte> buffer) => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count)
    {
        while (_header is not null || Begin())
        {
            if (_block is null && !NextBlock())
            {
                End();
                continue;
            }
            // A block ends with a read that is not full; by then it is checked.
            var read = _block!.Read(buffer, offset, count);
            if (read < count)
                _block = null;
            if (read > 0)
                return read;
        }
        return 0;
    }

    private bool Begin()
    {
        // Zeros may lie between streams, in fours.
        while (_hadOne && packed.Peek(4) is [0, 0, 0, 0])
            packed.Skip(4);
        var header = packed.Peek(HeaderLength);
        if (header.IsEmpty && _hadOne)
            return false;
        if (!header.StartsWith(Mark[..Math.Min(Mark.Length, header.Length)]))
            throw _hadOne ? PackedFileException.More() : new PackedFileException("The file is not packed with xz.");
        if (header.Length < HeaderLength)
            throw PackedFileException.Short();
        (_header, _blocks, _hadOne) = (XZHeader.FromStream(packed), 0, true);
        return true;
    }

    private bool NextBlock()
    {
        var size = packed.Peek(1) is [var first] ? (first + 1) * 4 : throw PackedFileException.Short();
        // Instead of a block, the index of all.
        if (size == 4)
            return false;
        CheckMemory(packed.Peek(size));
        _block = new XZBlock(packed, _header!.BlockCheckType, _header.BlockCheckSize);
        _blocks++;
        return true;
    }

    private void End()
    {
        var at = 1;
        if (Number(packed.Peek(10), ref at) != _blocks)
            throw PackedFileException.Damaged();
        XZIndex.FromStream(packed, indexMarkerAlreadyVerified: false);
        XZFooter.FromStream(packed);
        _header = null;
    }

    /// <summary>Reads in a block's header how much memory its decoder would take.</summary>
    private static void CheckMemory(ReadOnlySpan<byte> header)
    {
        if (header.Length < 8)
            throw PackedFileException.Short();
        var (flags, at) = (header[1], 2);
        for (var sizes = ((flags >> 6) & 1) + ((flags >> 7) & 1); sizes > 0; sizes--)
            Number(header, ref at);
        for (var filters = (flags & 3) + 1; filters > 0; filters--)
        {
            var (filter, length) = (Number(header, ref at), Number(header, ref at));
            if (length > (ulong)(header.Length - at))
                throw PackedFileException.Damaged();
            if (filter == Lzma2 && length == 1 && DictionaryOf(header[at]) is var needed && needed > Packing.MostKept)
                throw new PackedFileException($"To unpack the file takes {Format.Bytes(needed)} of memory, and at most {Format.Bytes(Packing.MostKept)} are allowed: pack it with xz -9 or less.");
            at += (int)length;
        }
    }

    private static long DictionaryOf(byte bits) => (2L | (uint)(bits & 1)) << (Math.Min((int)bits, 40) / 2 + 11);

    private static ulong Number(ReadOnlySpan<byte> bytes, ref int at)
    {
        var number = 0UL;
        for (var shift = 0; at < bytes.Length && shift < 63; shift += 7)
        {
            var part = bytes[at++];
            number |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                return number;
        }
        throw PackedFileException.Damaged();
    }
}

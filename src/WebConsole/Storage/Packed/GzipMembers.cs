using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace WebConsole.Storage.Packed;

/// <summary>
/// Unpacks all members of a gzip file. .NET's own <see cref="GZipStream"/> takes a file that is cut off, or followed by
/// something else, for whole.
/// </summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc1952"/>
internal sealed class GzipMembers(PackedBytes packed) : ReadStream
{
    private const int HeaderLength = 10, TrailerLength = 8;

    private readonly Crc32 _crc = new();
    private DeflateStream? _member;
    private uint _length;
    private bool _hadOne;

    private static ReadOnlySpan<byte> Mark => [0x1f, 0x8b, 8];

    public override int Read(Span<byte> buffer)
    {
        while (_member is not null || Begin())
        {
            if (_member!.Read(buffer) is > 0 and var read)
            {
                _crc.Append(buffer[..read]);
                _length += (uint)read;
                return read;
            }
            End();
        }
        return 0;
    }

    private bool Begin()
    {
        var header = packed.Peek(HeaderLength);
        if (header.IsEmpty && _hadOne)
            return false;
        if (!IsMember(header))
            throw _hadOne ? PackedFileException.More() : new PackedFileException("The file is not packed with gzip.");
        if (header.Length < HeaderLength)
            throw PackedFileException.Short();
        var flags = header[3];
        packed.Skip(HeaderLength);
        if ((flags & 4) != 0)
            Skip(Next() | (Next() << 8));
        // The file's name, and a comment.
        for (var texts = ((flags >> 3) & 1) + ((flags >> 4) & 1); texts > 0; texts--)
        {
            while (Next() != 0)
            {
            }
        }
        if ((flags & 2) != 0)
            Skip(2);
        (_member, _length, _hadOne) = (new DeflateStream(packed, CompressionMode.Decompress, leaveOpen: true), 0, true);
        _crc.Reset();
        return true;
    }

    /// <summary>
    /// The decoder does not say where the member ended in what it has read. There its checksum and its length follow: by
    /// them the place is found.
    /// </summary>
    private void End()
    {
        _member!.Dispose();
        _member = null;
        Span<byte> trailer = stackalloc byte[TrailerLength];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _crc.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], _length);
        var behind = packed.Peek(TrailerLength + Mark.Length).Length;
        var tail = packed.Peek(packed.Back(packed.LastRead + TrailerLength) + behind);
        var at = tail.IndexOf(trailer);
        // That of an empty member is zeros, as may be what precedes it: then what follows tells.
        for (var next = at; next >= 0; next = tail[(next + 1)..].IndexOf(trailer) is >= 0 and var more ? next + 1 + more : -1)
        {
            if (!IsMember(tail[(next + TrailerLength)..]))
                continue;
            at = next;
            break;
        }
        // The decoder takes the end of the file for that of the member.
        if (at < 0)
            throw behind < TrailerLength ? new PackedFileException("The packed file is damaged, or ends too early.") : PackedFileException.Damaged();
        packed.Skip(at + TrailerLength);
    }

    /// <summary>Whether the file may go on, or end, so.</summary>
    private static bool IsMember(ReadOnlySpan<byte> bytes) => Mark.StartsWith(bytes[..Math.Min(Mark.Length, bytes.Length)]);

    private int Next() => packed.ReadByte() is >= 0 and var next ? next : throw PackedFileException.Short();

    private void Skip(int count)
    {
        for (; count > 0; count--)
            Next();
    }
}

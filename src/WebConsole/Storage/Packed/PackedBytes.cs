namespace WebConsole.Storage.Packed;

/// <summary>
/// The bytes of a packed file, as decoders want them: they read on a thread of their own, which may block; look ahead; and
/// give back what they have read too much.
/// </summary>
internal sealed class PackedBytes(Stream source, CancellationToken cancellation) : ReadStream
{
    /// <summary>How many bytes are read at once, and can be looked at ahead.</summary>
    public const int Size = 64 * 1024;

    // What can be given back.
    private const int History = 16 * 1024;

    private readonly byte[] _buffer = new byte[History + Size];
    private int _next, _filled;
    private long _read;
    private bool _ended;

    /// <summary>Why the source could not be read: not the decoder's fault.</summary>
    public Exception? Broken { get; private set; }

    /// <summary>Whether the file has ended and all of it was read. It reads nothing to find out.</summary>
    public bool IsAtEnd => _ended && _next == _filled;

    /// <summary>How many bytes the last call of <see cref="Read(Span{byte})"/> that had any has given.</summary>
    public int LastRead { get; private set; }

    public override long Position
    {
        get => _read - (_filled - _next);
        set => throw new NotSupportedException();
    }

    /// <summary>Reads as many bytes as are asked for, fewer only at the end: the decoder of xz counts on it.</summary>
    public override int Read(Span<byte> buffer)
    {
        var read = 0;
        while (read < buffer.Length && (_next < _filled || Fill()))
        {
            var part = Math.Min(buffer.Length - read, _filled - _next);
            _buffer.AsSpan(_next, part).CopyTo(buffer[read..]);
            _next += part;
            read += part;
        }
        return read > 0 ? LastRead = read : 0;
    }

    // The decoder of xz reads byte by byte.
    public override int ReadByte() => _next < _filled || Fill() ? _buffer[_next++] : -1;

    /// <summary>The next bytes, which stay unread; fewer at the end of the file.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        while (_filled - _next < count && Fill())
        {
        }
        return _buffer.AsSpan(_next, Math.Min(count, _filled - _next));
    }

    /// <summary>Reads over bytes that <see cref="Peek"/> has shown.</summary>
    public void Skip(int count) => _next += count;

    /// <summary>Gives bytes back, as far as they are kept.</summary>
    /// <returns>How many.</returns>
    public int Back(int count)
    {
        count = Math.Min(count, _next);
        _next -= count;
        return count;
    }

    private bool Fill()
    {
        var kept = Math.Min(History, _next);
        Buffer.BlockCopy(_buffer, _next - kept, _buffer, 0, _filled - _next + kept);
        (_next, _filled) = (kept, _filled - _next + kept);
        try
        {
            var read = source.ReadAsync(_buffer.AsMemory(_filled), cancellation).AsTask().GetAwaiter().GetResult();
            _filled += read;
            _read += read;
            _ended = read == 0;
            return !_ended;
        }
        catch (Exception error)
        {
            Broken = error;
            throw;
        }
    }
}

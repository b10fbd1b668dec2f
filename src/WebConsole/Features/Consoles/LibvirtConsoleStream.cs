using System.Threading.Channels;
using Libvirt;

namespace WebConsole.Features.Consoles;

/// <summary>
/// A text console as a stream. libvirt's client buffers unread bytes without a limit, so they are read at once. If the
/// browser is too slow, the oldest bytes are dropped and a notice is inserted.
/// </summary>
internal sealed class LibvirtConsoleStream : Stream
{
    private const int PieceLength = 8 * 1024;
    private const int PiecesHeld = 64;

    /// <summary>It begins with CAN, which ends an escape sequence that was cut off.</summary>
    private static readonly byte[] Skipped = [.. "\x18\r\n[some output was skipped]\r\n"u8];

    private readonly LibvirtStream _stream;
    private readonly Func<Task> _close;
    private readonly CancellationTokenSource _closing = new();
    private readonly Channel<ReadOnlyMemory<byte>> _pieces;
    private readonly Task _taking;
    private ReadOnlyMemory<byte> _left;
    private int _skipped;

    public LibvirtConsoleStream(LibvirtStream stream, Func<Task> close)
    {
        (_stream, _close) = (stream, close);
        var bounds = new BoundedChannelOptions(PiecesHeld) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true, SingleWriter = true };
        _pieces = Channel.CreateBounded<ReadOnlyMemory<byte>>(bounds, _ => Volatile.Write(ref _skipped, 1));
        _taking = TakeAsync();
    }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left.IsEmpty)
        {
            if (!await _pieces.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
                return 0;
            if (Interlocked.Exchange(ref _skipped, 0) == 1)
                _left = Skipped;
            else
                _pieces.Reader.TryRead(out _left);
        }
        var length = Math.Min(buffer.Length, _left.Length);
        _left[..length].CopyTo(buffer);
        _left = _left[length..];
        return length;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await _stream.SendAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (LibvirtException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _taking.ConfigureAwait(false);
        // This is a call to the daemon, which may hang, so the gateway must make it.
        await _close().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closing.Dispose();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    private async Task TakeAsync()
    {
        var buffer = new byte[PieceLength];
        try
        {
            while (await _stream.ReceiveAsync(buffer, _closing.Token).ConfigureAwait(false) is > 0 and var length)
                _pieces.Writer.TryWrite(buffer.AsMemory(0, length).ToArray());
        }
        catch (Exception e) when (e is LibvirtException or ObjectDisposedException or OperationCanceledException)
        {
        }
        _pieces.Writer.Complete();
    }
}

using Libvirt.Native;

namespace Libvirt;

/// <summary>
/// Bytes to or from a console, a picture, or a volume.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-stream.html">libvirt-stream</see>.
/// </summary>
/// <remarks>One may read while another writes; no two may do the same at once.</remarks>
public sealed partial class LibvirtStream : IDisposable
{
    /// <summary>What <see cref="Receive"/> and <see cref="Send"/> return when a non-blocking stream would have to wait.</summary>
    public const int WouldBlock = -2;

    internal const uint NonBlockingFlag = 1;

    private readonly StreamHandle _handle;
    private readonly StreamReadiness? _readiness;
    private readonly IDisposable? _closeNotice;
    private volatile bool _ended;

    /// <param name="handle">The stream.</param>
    /// <param name="closeWatch">For a non-blocking stream: its connection's, because libvirt leaves whoever waits on a
    /// stream waiting when the connection breaks.</param>
    internal LibvirtStream(StreamHandle handle, CloseWatch? closeWatch)
    {
        _handle = handle;
        if (closeWatch is null)
            return;
        _readiness = new StreamReadiness(handle);
        _closeNotice = closeWatch.Add(_ => _readiness.Break());
    }

    internal StreamHandle Handle => _handle;

    /// <summary>Reads the available bytes.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-stream.html#virStreamRecv">virStreamRecv</see>.</summary>
    /// <param name="buffer">The target.</param>
    /// <returns>The number of bytes; 0 at the end, after which <see cref="Finish"/> must be called; or
    /// <see cref="WouldBlock"/>.</returns>
    /// <exception cref="LibvirtException">The stream or its connection broke.</exception>
    public unsafe int Receive(Span<byte> buffer)
    {
        fixed (byte* first = buffer)
            return Checked(NativeMethods.virStreamRecv(_handle, first, (nuint)buffer.Length));
    }

    /// <summary>Gives bytes.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-stream.html#virStreamSend">virStreamSend</see>.</summary>
    /// <param name="buffer">The bytes.</param>
    /// <returns>How many bytes were accepted, which may be fewer; or <see cref="WouldBlock"/>.</returns>
    /// <exception cref="LibvirtException">The stream or its connection broke.</exception>
    public unsafe int Send(ReadOnlySpan<byte> buffer)
    {
        fixed (byte* first = buffer)
            return Checked(NativeMethods.virStreamSend(_handle, first, (nuint)buffer.Length));
    }

    /// <summary>Reads bytes, and waits for them without blocking a thread. For non-blocking streams.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-stream.html#virStreamEventAddCallback">virStreamEventAddCallback</see>.</summary>
    /// <param name="buffer">The target.</param>
    /// <param name="cancellationToken">Ends the wait; the stream stays usable.</param>
    /// <returns>The number of bytes; 0 at the end, after which <see cref="Finish"/> must be called.</returns>
    /// <exception cref="LibvirtException">The stream or its connection broke.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed meanwhile.</exception>
    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var readiness = RequireNonBlocking();
        while (true)
        {
            var received = Receive(buffer.Span);
            if (received != WouldBlock)
                return received;
            await readiness.WaitAsync(StreamEvents.Readable, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Gives all bytes, waiting without a thread while the stream does not take them. For non-blocking streams.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-stream.html#virStreamEventAddCallback">virStreamEventAddCallback</see>.</summary>
    /// <param name="buffer">The bytes.</param>
    /// <param name="cancellationToken">Ends the wait; a part may have been sent.</param>
    /// <exception cref="LibvirtException">The stream or its connection broke.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed meanwhile.</exception>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var readiness = RequireNonBlocking();
        while (!buffer.IsEmpty)
        {
            var sent = Send(buffer.Span);
            if (sent == WouldBlock)
                await readiness.WaitAsync(StreamEvents.Writable, cancellationToken).ConfigureAwait(false);
            else
                buffer = buffer[sent..];
        }
    }

    /// <summary>Ends the stream in order: all was sent or received. Waits for the other end's word on it.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-stream.html#virStreamFinish">virStreamFinish</see>.</summary>
    /// <exception cref="LibvirtException">The other end did not get or give all, or the stream was not open.</exception>
    public void Finish()
    {
        NativeCheck.NotNegative(() => NativeMethods.virStreamFinish(_handle));
        _ended = true;
    }

    /// <summary>Breaks the stream off.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-stream.html#virStreamAbort">virStreamAbort</see>.</summary>
    /// <exception cref="LibvirtException">The stream was not open.</exception>
    public void Abort()
    {
        NativeCheck.NotNegative(() => NativeMethods.virStreamAbort(_handle));
        _ended = true;
    }

    /// <summary>
    /// Aborts the stream unless it has ended, and releases it. A call that waits ends with
    /// <see cref="ObjectDisposedException"/>.
    /// </summary>
    public void Dispose()
    {
        if (_handle.IsClosed)
            return;
        // Wake waiting calls first: aborting the stream would give them a wrong error.
        _closeNotice?.Dispose();
        _readiness?.Dispose();
        if (!_ended)
            _ = NativeMethods.virStreamAbort(_handle);
        _handle.Dispose();
    }

    // Not through NativeCheck: this runs for every piece of a stream, and -2 is no failure.
    private static int Checked(int result) => result is >= 0 or WouldBlock ? result : throw NativeError.Take();

    private StreamReadiness RequireNonBlocking() =>
        _readiness ?? throw new InvalidOperationException("The stream was made blocking.");
}

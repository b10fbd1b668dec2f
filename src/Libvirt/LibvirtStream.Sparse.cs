using Libvirt.Native;

namespace Libvirt;

// Streams of volumes that were opened as sparse: holes come and go as a length, and not as zeros.
public sealed partial class LibvirtStream
{
    // VIR_STREAM_RECV_STOP_AT_HOLE
    private const uint StopAtHole = 1;
    private const int AtHole = -3;

    /// <summary>Reads bytes up to the next hole, or the hole. For non-blocking streams.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-stream.html#virStreamRecvFlags">virStreamRecvFlags</see>.</summary>
    /// <param name="buffer">The target.</param>
    /// <param name="cancellationToken">Ends the wait; the stream stays usable.</param>
    /// <returns>The number of bytes in the buffer, or the length of a hole; both 0 at the end, after which
    /// <see cref="Finish"/> must be called.</returns>
    /// <exception cref="LibvirtException">The stream or its connection broke.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed meanwhile.</exception>
    public async ValueTask<(int Bytes, long Hole)> ReceiveSparseAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var readiness = RequireNonBlocking();
        while (true)
        {
            var received = ReceiveToHole(buffer.Span);
            if (received == AtHole)
                return (0, NativeCheck.Out<long>((out length) => NativeMethods.virStreamRecvHole(_handle, out length, 0)));
            if (received != WouldBlock)
                return (received, 0);
            await readiness.WaitAsync(StreamEvents.Readable, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Leaves a hole in what is written: the file gets no blocks there.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-stream.html#virStreamSendHole">virStreamSendHole</see>.</summary>
    /// <param name="length">How many bytes.</param>
    /// <exception cref="LibvirtException">The stream or its connection broke, or is not sparse.</exception>
    public void SendHole(long length) => NativeCheck.NotNegative(() => NativeMethods.virStreamSendHole(_handle, length, 0));

    private unsafe int ReceiveToHole(Span<byte> buffer)
    {
        fixed (byte* first = buffer)
        {
            var result = NativeMethods.virStreamRecvFlags(_handle, first, (nuint)buffer.Length, StopAtHole);
            return result is AtHole ? result : Checked(result);
        }
    }
}

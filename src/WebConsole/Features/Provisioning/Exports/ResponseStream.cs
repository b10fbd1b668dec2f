using WebConsole.Hosting;
using WebConsole.Operations;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Exports;

/// <summary>Writes into a download, reports how much is written, and waits only so long for a reader that stalls, and for one that takes all slowly.</summary>
/// <param name="response">The download.</param>
/// <param name="patience">How long the reader may take for each <see cref="Piece"/>.</param>
/// <param name="whole">How long the reader may take for all.</param>
/// <param name="time">The clock.</param>
/// <param name="written">Is given how many bytes are written.</param>
internal sealed class ResponseStream(DownloadResponse response, TimeSpan patience, TimeSpan whole, TimeProvider time, Action<long> written) : Stream
{
    public const long Piece = 1 << 20;

    private readonly CancellationTokenSource _stalled = new(patience < whole ? patience : whole, time);
    private readonly long _began = time.GetTimestamp();
    private long _written, _inTime;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
            return;
        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stalled.Token);
            await response.SendAsync(buffer, stop.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (_stalled.IsCancellationRequested && error is OperationCanceledException or IOException)
        {
            throw TooSlow();
        }
        // The server ends the connection then, and says nothing here.
        if (_stalled.IsCancellationRequested)
            throw TooSlow();
        written(_written += buffer.Length);
        if (_written - _inTime >= Piece)
        {
            _inTime = _written;
            var left = whole - time.GetElapsedTime(_began);
            _stalled.CancelAfter(left > patience ? patience : left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Write it asynchronously.");

    protected override void Dispose(bool disposing)
    {
        _stalled.Dispose();
        base.Dispose(disposing);
    }

    private OperationFailedException TooSlow() => new(time.GetElapsedTime(_began) >= whole ? $"The download was too slow: {Format.Bytes(_written)} were taken in {whole.TotalMinutes:0} min, in which all of it has to be."
        : $"The download was too slow: it took less than {Format.Bytes(Piece)} in {patience.TotalSeconds:0} s.", "Start it again by a faster connection: a slow one would keep the space that the export takes.");
}

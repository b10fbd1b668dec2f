using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Storage.Downloads;

/// <summary>
/// Reads a volume one piece ahead: while one piece is sent, the next comes from libvirt. Two buffers are all that it holds.
/// </summary>
/// <param name="volume">What is read; the caller closes it after this.</param>
/// <param name="cancellation">Ends the reading.</param>
internal sealed class ReadAhead(WindowedReader volume, CancellationToken cancellation) : IAsyncDisposable
{
    /// <summary>Measured: with less, waiting for each other costs what reading ahead gains (docs/benchmarks.md).</summary>
    internal const int Piece = 1 << 20;

    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    private readonly byte[][] _buffers = [new byte[Piece], new byte[Piece]];
    private Task<int>? _reading;
    private int _at;

    /// <returns>The next piece, valid until the next call; empty at the end of the volume.</returns>
    public async ValueTask<ReadOnlyMemory<byte>> NextAsync()
    {
        var read = await (_reading ?? FillAsync(_buffers[_at])).ConfigureAwait(false);
        var piece = _buffers[_at].AsMemory(0, read);
        _at = 1 - _at;
        _reading = read == 0 ? Task.FromResult(0) : FillAsync(_buffers[_at]);
        return piece;
    }

    /// <summary>Ends the reading and waits until nothing reads from the volume any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        if (_reading is not null)
            await ((Task)_reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task<int> FillAsync(byte[] buffer)
    {
        var filled = 0;
        while (filled < buffer.Length && await volume.ReadAsync(buffer.AsMemory(filled), _stop.Token).ConfigureAwait(false) is { Bytes: > 0 } read)
            filled += read.Bytes;
        return filled;
    }
}

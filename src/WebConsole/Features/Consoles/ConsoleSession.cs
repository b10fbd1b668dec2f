using System.Buffers;
using System.Runtime.CompilerServices;
using WebConsole.Features.Consoles.Rfb;

namespace WebConsole.Features.Consoles;

/// <summary>
/// One open console: copies bytes in both directions until one side ends. It uses one buffer, and reads from the guest
/// only when the browser's connection has accepted the previous bytes (back-pressure), so a slow browser slows down the
/// guest's display and nothing accumulates.
/// </summary>
internal sealed class ConsoleSession(Stream guest, IConsoleGuard guard, bool viewOnly, IDisposable place, CancellationToken sessionEnded)
    : IAsyncDisposable
{
    // With the headers of SignalR and the WebSocket, it still fits into one pooled buffer of 64 KiB.
    private const int ChunkLength = 64 * 1024 - 64;

    private readonly CancellationTokenSource _stop = new();
    private ConsoleEnd? _end;
    private long _bytesToGuest;
    private long _bytesToBrowser;

    /// <summary>Whether it is view-only, whatever was requested.</summary>
    public bool ViewOnly => viewOnly;

    /// <summary>Why it ended; the first cause if there are several.</summary>
    public ConsoleEnd End => Volatile.Read(ref _end) ?? new ConsoleEnd(ConsoleEndReason.Closed);

    public long BytesToGuest => Interlocked.Read(ref _bytesToGuest);

    public long BytesToBrowser => Interlocked.Read(ref _bytesToBrowser);

    /// <summary>
    /// The bytes of the guest; each piece is valid until the next one is requested. It ends without an exception.
    /// </summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> RunAsync(IAsyncEnumerable<byte[]> input,
        [EnumeratorCancellation] CancellationToken browserGone)
    {
        using var onGone = browserGone.UnsafeRegister(_ => Stop(ConsoleEndReason.Closed), null);
        using var onEnded = sessionEnded.UnsafeRegister(_ => Stop(ConsoleEndReason.SessionEnded), null);
        var listening = ListenAsync(input);
        try
        {
            var buffer = GC.AllocateUninitializedArray<byte>(ChunkLength);
            while (await ReadAsync(buffer).ConfigureAwait(false) is > 0 and var length)
                yield return buffer.AsMemory(0, length);
        }
        finally
        {
            Stop(ConsoleEndReason.Closed);
            await listening.ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        place.Dispose();
        await guest.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async ValueTask<int> ReadAsync(Memory<byte> buffer)
    {
        try
        {
            var length = await guest.ReadAsync(buffer, _stop.Token).ConfigureAwait(false);
            guard.FromGuest(buffer.Span[..length]);
            Interlocked.Add(ref _bytesToBrowser, length);
            if (length == 0)
                Stop(ConsoleEndReason.Ended);
            return length;
        }
        catch (Exception e) when (StopFor(e))
        {
            return 0;
        }
    }

    private async Task ListenAsync(IAsyncEnumerable<byte[]> input)
    {
        var output = new ArrayBufferWriter<byte>();
        try
        {
            await foreach (var bytes in input.WithCancellation(_stop.Token).ConfigureAwait(false))
            {
                output.ResetWrittenCount();
                guard.FromBrowser(bytes, output);
                if (output.WrittenCount == 0)
                    continue;
                await guest.WriteAsync(output.WrittenMemory, _stop.Token).ConfigureAwait(false);
                Interlocked.Add(ref _bytesToGuest, output.WrittenCount);
            }
            Stop(ConsoleEndReason.Closed);
        }
        catch (Exception e) when (StopFor(e))
        {
        }
    }

    /// <summary>Expected ends are no errors here; any other exception is a bug and is rethrown.</summary>
    private bool StopFor(Exception exception)
    {
        switch (exception)
        {
            case RfbProtocolException:
                Stop(ConsoleEndReason.Protocol, exception.Message);
                return true;
            case IOException or ObjectDisposedException:
                Stop(ConsoleEndReason.Ended);
                return true;
            case OperationCanceledException:
                Stop(ConsoleEndReason.Closed);
                return true;
            default:
                Stop(ConsoleEndReason.Failed);
                return false;
        }
    }

    private void Stop(ConsoleEndReason reason, string? detail = null)
    {
        if (Interlocked.CompareExchange(ref _end, new ConsoleEnd(reason, detail), null) is null)
            _stop.Cancel();
    }
}

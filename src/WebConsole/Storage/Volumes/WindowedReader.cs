using Libvirt;
using WebConsole.Hypervisor;
using WebConsole.Operations;

namespace WebConsole.Storage.Volumes;

/// <summary>
/// Reads a volume on a connection of its own, one window after the other. libvirt's client library takes from the daemon whatever
/// comes, however much of it nobody has asked for yet: a stream of a whole volume would lie in memory if its reader is slow.
/// </summary>
internal sealed class WindowedReader : IDisposable
{
    /// <summary>How much of a volume lies in memory at most; behind holes, which take none, eight times as much.</summary>
    internal const long Window = 8 << 20;

    private const long WindowBehindHoles = 8 * Window;

    private readonly OperationContext _context;
    private readonly ObjectId _id;
    private readonly LibvirtConnection _connection;
    private readonly StorageVolume _volume;
    private readonly bool _sparse;
    private LibvirtStream? _stream;
    private long _position, _left, _window, _leftInWindow;
    private bool _sawBytes = true;

    private WindowedReader(OperationContext context, ObjectId id, LibvirtConnection connection, StorageVolume volume, bool sparse) =>
        (_context, _id, _connection, _volume, _sparse) = (context, id, connection, volume, sparse);

    /// <param name="context">The task.</param>
    /// <param name="id">The volume.</param>
    /// <param name="part">Says where to begin, and how much to read at most; called once on a worker's thread.</param>
    /// <param name="sparse">Whether to tell holes from zeros.</param>
    public static async Task<WindowedReader> OpenAsync(OperationContext context, ObjectId id, Func<StorageVolume, (long First, long Length)> part, bool sparse = false)
    {
        await LinkedVolumes.RefuseAsync(context, id).ConfigureAwait(false);
        return await context.OpenAsync(id, Lane.Storage, connection =>
        {
            using var pool = connection.LookupStoragePool(id.Parent!.Value.Uuid!.Value);
            var reader = new WindowedReader(context, id, connection, pool.LookupVolume(id.OwnName), sparse);
            try
            {
                (reader._position, reader._left) = part(reader._volume);
                reader.OpenWindow();
                return reader;
            }
            catch
            {
                reader.Close();
                throw;
            }
        }).ConfigureAwait(false);
    }

    /// <returns>The number of bytes in the buffer, or the length of a hole; both 0 at the end.</returns>
    public async ValueTask<(int Bytes, long Hole)> ReadAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        while (_stream is not null)
        {
            var (bytes, hole) = _sparse ? await _stream.ReceiveSparseAsync(buffer, cancellation).ConfigureAwait(false) : (await _stream.ReceiveAsync(buffer, cancellation).ConfigureAwait(false), 0);
            var read = bytes + hole;
            (_position, _left, _leftInWindow, _sawBytes) = (_position + read, _left - read, _leftInWindow - read, _sawBytes || bytes > 0);
            if (read > 0)
                return (bytes, hole);
            // The volume ends within the window.
            if (_leftInWindow > 0)
                _left = 0;
            await _context.RunBesideAsync(_id, Lane.Storage, _ => TurnWindow()).ConfigureAwait(false);
        }
        return default;
    }

    /// <summary>Aborts an unfinished transfer.</summary>
    public void Dispose()
    {
        Close();
        _connection.Dispose();
    }

    private void Close()
    {
        _stream?.Dispose();
        _volume.Dispose();
    }

    /// <summary>Waits for the daemon.</summary>
    private bool TurnWindow()
    {
        using (var stream = _stream)
        {
            _stream = null;
            stream!.Finish();
        }
        OpenWindow();
        return true;
    }

    private void OpenWindow()
    {
        if (_left <= 0)
            return;
        _window = _sawBytes ? Window : Math.Min(2 * _window, WindowBehindHoles);
        (_leftInWindow, _sawBytes) = (Math.Min(_left, _window), false);
        _stream = _connection.NewStream(nonBlocking: true);
        _volume.Download(_stream, (ulong)_position, (ulong)_leftInWindow, _sparse);
    }
}

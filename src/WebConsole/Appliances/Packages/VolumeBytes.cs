using WebConsole.Hypervisor;
using WebConsole.Operations;
using WebConsole.Storage.Volumes;

namespace WebConsole.Appliances.Packages;

/// <summary>The bytes of a volume, by libvirt's stream. What is passed over is not transferred.</summary>
/// <param name="context">The task that reads.</param>
/// <param name="volume">The volume.</param>
internal sealed class VolumeBytes(OperationContext context, ObjectId volume) : ForwardStream
{
    private WindowedReader? _reader;
    private long _position;

    public override bool CanSeek => true;

    public override long Position
    {
        get => _position;
        set
        {
            if (value == _position)
                return;
            Rewind();
            _position = value;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
            return 0;
        _reader ??= await WindowedReader.OpenAsync(context, volume, found => (_position, Math.Max(0, VolumeCalls.LengthOf(found) - _position))).ConfigureAwait(false);
        var (read, _) = await _reader.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        _position += read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        Rewind();
        base.Dispose(disposing);
    }

    private void Rewind()
    {
        _reader?.Dispose();
        _reader = null;
    }
}

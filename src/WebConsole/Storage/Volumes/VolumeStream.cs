using Libvirt;
using WebConsole.Hypervisor;
using WebConsole.Operations;

namespace WebConsole.Storage.Volumes;

/// <summary>
/// A volume's bytes, on a connection of their own, so that they delay no other calls. Opened as sparse, holes stay holes.
/// </summary>
internal sealed class VolumeStream : IDisposable
{
    /// <summary>How many bytes to give and take at once: about as many as libvirt's own tools send in one message.</summary>
    public const int Piece = 256 * 1024;

    private readonly LibvirtConnection _connection;

    private VolumeStream(LibvirtConnection connection, LibvirtStream bytes) => (_connection, Bytes) = (connection, bytes);

    public LibvirtStream Bytes { get; }

    private static ReadOnlyMemory<byte> Zeros { get; } = new byte[Piece];

    public static async Task<VolumeStream> OpenAsync(OperationContext context, string host, Guid poolUuid, string name, Action<StorageVolume, LibvirtStream> open)
    {
        var id = ObjectId.Volume(host, poolUuid, name);
        await LinkedVolumes.RefuseAsync(context, id).ConfigureAwait(false);
        return await context.OpenAsync(id, Lane.Storage, connection =>
        {
            var stream = connection.NewStream(nonBlocking: true);
            try
            {
                using var pool = connection.LookupStoragePool(poolUuid);
                using var volume = pool.LookupVolume(name);
                open(volume, stream);
                return new VolumeStream(connection, stream);
            }
            catch
            {
                stream.Dispose();
                throw;
            }
        }).ConfigureAwait(false);
    }

    public async Task SendZerosAsync(long length, CancellationToken cancellation)
    {
        for (; length > 0; length -= Zeros.Length)
            await Bytes.SendAsync(Zeros[..(int)Math.Min(length, Zeros.Length)], cancellation).ConfigureAwait(false);
    }

    /// <summary>Aborts an unfinished transfer.</summary>
    public void Dispose()
    {
        Bytes.Dispose();
        _connection.Dispose();
    }
}

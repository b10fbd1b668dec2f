using Libvirt;
using WebConsole.OsInfo.Media;

namespace WebConsole.Hypervisor.Images;

/// <summary>Reads the label of an ISO image through libvirt, some ten kilobytes of it: its file is where the host is.</summary>
internal static class IsoImageReader
{
    /// <exception cref="LibvirtException">libvirt can't read volumes of this kind, or this one.</exception>
    public static IsoLabel? Read(LibvirtConnection connection, Guid poolUuid, string name)
    {
        using var pool = connection.LookupStoragePool(poolUuid);
        using var volume = pool.LookupVolume(name);
        var size = (long)volume.GetInfo().Capacity;
        return new IsoLabelReader((offset, length) => offset >= size ? [] : Part(connection, volume, offset, (int)Math.Min(length, size - offset))).Read();
    }

    /// <summary>Waits for the bytes, as a worker of a lane may.</summary>
    private static byte[] Part(LibvirtConnection connection, StorageVolume volume, long offset, int length)
    {
        using var stream = connection.NewStream();
        volume.Download(stream, (ulong)offset, (ulong)length);
        var (bytes, filled) = (new byte[length], 0);
        while (filled < length && stream.Receive(bytes.AsSpan(filled)) is > 0 and var read)
            filled += read;
        stream.Finish();
        return bytes[..filled];
    }
}

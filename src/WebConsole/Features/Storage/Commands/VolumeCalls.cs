using Libvirt;
using Libvirt.Xml;

namespace WebConsole.Features.Storage.Commands;

/// <summary>Calls on one volume of a connection; they block.</summary>
internal static class VolumeCalls
{
    public static T OnVolume<T>(this LibvirtConnection connection, Guid pool, string name, Func<StorageVolume, T> call)
    {
        using var found = connection.LookupStoragePool(pool);
        using var volume = found.LookupVolume(name);
        return call(volume);
    }

    public static bool DeleteVolume(this LibvirtConnection connection, Guid pool, string name) => connection.OnVolume(pool, name, volume =>
    {
        volume.Delete();
        return true;
    });

    /// <summary>The number of bytes of its file or device.</summary>
    public static long LengthOf(StorageVolume volume) => StorageVolumeXml.Parse(volume.GetXml()) is var xml ? xml.PhysicalBytes ?? xml.CapacityBytes ?? 0 : 0;
}

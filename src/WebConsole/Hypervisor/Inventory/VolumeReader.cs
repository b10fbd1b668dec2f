using System.Collections.Immutable;
using Libvirt;
using Libvirt.Xml;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>Reads which volumes lie in a pool: a call for each, and a look at its file by libvirt.</summary>
internal static class VolumeReader
{
    /// <summary>More of a pool than these are not read.</summary>
    public const int Most = 1_000;

    public static ImmutableArray<StorageVolume> Read(LibvirtConnection connection, Guid poolUuid)
    {
        using var pool = connection.LookupStoragePool(poolUuid);
        if (!pool.IsActive)
            return [];
        var volumes = pool.ListVolumes();
        try
        {
            return [.. volumes.OrderBy(volume => volume.Name, StringComparer.Ordinal).Take(Most).Select(Read).OfType<StorageVolume>()];
        }
        finally
        {
            foreach (var volume in volumes)
                volume.Dispose();
        }
    }

    private static StorageVolume? Read(Libvirt.StorageVolume volume)
    {
        try
        {
            var name = volume.Name;
            return StorageVolumeXml.TryParse(volume.GetXml(), out var xml)
                ? new StorageVolume(name, xml.TargetPath, xml.Format ?? xml.Type, xml.CapacityBytes, xml.AllocationBytes)
                : new StorageVolume(name, null, null, null, null);
        }
        catch (LibvirtException exception)
        {
            // Deleted since, or there and not to be read.
            return exception.Code is LibvirtErrorCode.NoStorageVolume ? null : new StorageVolume(volume.Name, null, null, null, null);
        }
    }
}

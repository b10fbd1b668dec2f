using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Libvirt;
using Libvirt.Xml;
using WebConsole.Text;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>Reads the volumes of a pool: one call for each volume, for which libvirt reads the volume's file.</summary>
internal static class VolumeReader
{
    /// <summary>More of a pool than these are not read.</summary>
    public const int Most = 10_000;

    /// <param name="connection">Where.</param>
    /// <param name="poolUuid">The pool.</param>
    /// <param name="alive">Called whenever libvirt has answered.</param>
    public static PoolVolumes Read(LibvirtConnection connection, Guid poolUuid, Action? alive = null)
    {
        using var pool = connection.LookupStoragePool(poolUuid);
        return pool.IsActive ? Read(pool, null, alive) : new PoolVolumes();
    }

    /// <summary>
    /// Reads what has changed, as far as the pool itself tells it: by the number of its volumes, or by its sizes. Where the
    /// number is another one, only new volumes are read: of ten thousand, that is a second's work less.
    /// </summary>
    /// <param name="connection">Where.</param>
    /// <param name="poolUuid">The pool.</param>
    /// <param name="known">What is known of it.</param>
    /// <param name="hasOtherSizes">Whether its sizes are others than when it was read last.</param>
    /// <param name="alive">Called whenever libvirt has answered.</param>
    /// <returns><c>null</c> where nothing has changed.</returns>
    public static PoolVolumes? ReadChanges(LibvirtConnection connection, Guid poolUuid, PoolVolumes known, bool hasOtherSizes, Action? alive = null)
    {
        using var pool = connection.LookupStoragePool(poolUuid);
        var hasOtherNumber = pool.IsActive ? pool.CountVolumes() != known.Total : known.Total > 0;
        return !hasOtherNumber && !hasOtherSizes ? null
            : pool.IsActive ? Read(pool, hasOtherNumber ? known : null, alive)
            : new PoolVolumes();
    }

    private static PoolVolumes Read(Libvirt.StoragePool pool, PoolVolumes? known, Action? alive)
    {
        var volumes = pool.ListVolumes();
        try
        {
            // Sorted as pages sort them, so that only the end of the list is cut off.
            var first = volumes.OrderBy(volume => volume.Name, NaturalOrder.Instance).ThenBy(volume => volume.Name, StringComparer.Ordinal).Take(Most);
            // Most volumes of a pool have the same.
            var access = new Dictionary<VolumeAccess, VolumeAccess>();
            ImmutableArray<StorageVolume> read = [.. first.Select(volume => known?.Find(volume.Name) ?? Read(volume, access, alive)).OfType<StorageVolume>()];
            return new PoolVolumes(read, read.Length + Math.Max(0, volumes.Count - Most));
        }
        finally
        {
            foreach (var volume in volumes)
                volume.Dispose();
        }
    }

    private static StorageVolume? Read(Libvirt.StorageVolume volume, Dictionary<VolumeAccess, VolumeAccess> access, Action? alive)
    {
        alive?.Invoke();
        try
        {
            var name = volume.Name;
            return StorageVolumeXml.TryParse(volume.GetXml(), out var xml)
                ? Of(name, xml, access)
                : new StorageVolume(name, null, null, null, null);
        }
        catch (LibvirtException exception)
        {
            // Deleted since, or not readable.
            return exception.Code is LibvirtErrorCode.NoStorageVolume ? null : new StorageVolume(volume.Name, null, null, null, null);
        }
    }

    private static StorageVolume Of(string name, StorageVolumeXml xml, Dictionary<VolumeAccess, VolumeAccess> access)
    {
        var volume = new StorageVolume(name, xml.TargetPath, xml.Format ?? xml.Type, xml.CapacityBytes, xml.AllocationBytes)
        {
            BackingPath = xml.BackingPath,
            RestsOnRaw = xml.BackingFormat is "raw",
            Access = AccessOf(xml) is { } its ? CollectionsMarshal.GetValueRefOrAddDefault(access, its, out _) ??= its : null,
            Encrypted = xml.Encrypted,
            IsDevice = xml.Type is "block",
        };
        // Disks of running machines are written to all the time, and nobody asks when.
        return volume.IsIso ? volume with { ModifiedAt = xml.ModifiedAt } : volume;
    }

    private static VolumeAccess? AccessOf(StorageVolumeXml xml) => xml is { TargetMode: null, TargetOwner: null, TargetGroup: null, TargetLabel: null }
        ? null
        : new VolumeAccess(xml.TargetMode, xml.TargetOwner, xml.TargetGroup, xml.TargetLabel);
}

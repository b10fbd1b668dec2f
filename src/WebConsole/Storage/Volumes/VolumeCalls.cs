using Libvirt;
using Libvirt.Xml;
using WebConsole.Storage.Kinds;
using WebConsole.Operations;

namespace WebConsole.Storage.Volumes;

/// <summary>Calls on one volume of a connection; they block.</summary>
internal static class VolumeCalls
{
    /// <summary>What to do where <see cref="IsNameTaken"/>.</summary>
    public const string AnotherName = "A file of that name lies there already, though the list may not show it yet: refresh the pool, or take another name.";

    /// <summary>Whether libvirt made no volume since there is something of its name, which WebConsole or libvirt itself has not seen before.</summary>
    public static bool IsNameTaken(LibvirtException error) => error.Code is LibvirtErrorCode.StorageVolumeExists
        || (error.Code is LibvirtErrorCode.OperationInvalid && error.Message.Contains("target path", StringComparison.Ordinal) && error.Message.Contains("already exists", StringComparison.Ordinal));

    public static bool HasVolume(this StoragePool pool, string name)
    {
        try
        {
            pool.LookupVolume(name).Dispose();
            return true;
        }
        catch (LibvirtException none) when (none.Code is LibvirtErrorCode.NoStorageVolume)
        {
            return false;
        }
    }

    public static T OnVolume<T>(this LibvirtConnection connection, Guid pool, string name, Func<StorageVolume, T> call)
    {
        using var found = connection.LookupStoragePool(pool);
        using var volume = found.LookupVolume(name);
        return call(volume);
    }

    /// <summary>Deletes it, and the passphrase that libvirt keeps for it.</summary>
    public static bool DeleteVolume(this LibvirtConnection connection, Guid pool, string name)
    {
        using var found = connection.LookupStoragePool(pool);
        using var volume = found.LookupVolume(name);
        var definition = StorageVolumeXml.TryParse(volume.GetXml(), out var read) ? read : null;
        // In Ceph libvirt makes a copy from a snapshot of the original, which would keep that from being deleted. No other kind has the flag.
        volume.Delete(StoragePoolXml.TryParse(found.GetXml(), out var xml) && xml.Type is "rbd" ? StorageVolumeDeleteFlags.WithSnapshots : default);
        if (definition is { EncryptionSecret: { } secret })
            VolumeSecret.Forget(connection, secret, definition.TargetPath);
        return true;
    }

    /// <summary>
    /// Makes an empty volume. It is raw whatever will be in it: libvirt recognises the format when it reads the pool again. Space
    /// is allocated as bytes arrive, but for devices.
    /// </summary>
    /// <returns>The number of its bytes.</returns>
    public static long MakeRaw(this LibvirtConnection connection, PoolKind? kind, Guid pool, string name, long size, Creation made)
    {
        using var found = connection.LookupStoragePool(pool);
        var xml = StorageVolumeXml.New(name, size, "raw");
        xml.AllocationBytes = kind is { CanBeThin: false } ? size : 0;
        StorageVolume? volume = null;
        made.Make(() => volume = found.CreateVolume(xml.ToXml()));
        using (volume)
            return LengthOf(volume!);
    }

    /// <summary>The number of bytes of its file or device.</summary>
    public static long LengthOf(StorageVolume volume) => StorageVolumeXml.Parse(volume.GetXml()) is var xml ? xml.PhysicalBytes ?? xml.CapacityBytes ?? 0 : 0;
}

namespace Libvirt;

/// <summary>A volume's kind and sizes.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStorageVolInfo">virStorageVolInfo</see>.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Capacity">The size that a machine sees, bytes.</param>
/// <param name="Allocation">What it uses of the pool, bytes.</param>
public sealed record StorageVolumeInfo(StorageVolumeType Type, ulong Capacity, ulong Allocation);

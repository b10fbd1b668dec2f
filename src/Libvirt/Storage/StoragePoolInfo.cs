namespace Libvirt;

/// <summary>A storage pool's state and sizes.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStoragePoolInfo">virStoragePoolInfo</see>.</summary>
/// <param name="State">What it does.</param>
/// <param name="Capacity">Its size, bytes.</param>
/// <param name="Allocation">What is used of it, bytes.</param>
/// <param name="Available">What is free, bytes.</param>
public sealed record StoragePoolInfo(StoragePoolState State, ulong Capacity, ulong Allocation, ulong Available);

namespace WebConsole.Hypervisor.Inventory;

/// <summary>A volume of a storage pool: a disk's image, or an installation medium.</summary>
/// <param name="Name">Unique in its pool.</param>
/// <param name="Path">Where the host finds it.</param>
/// <param name="Format">How it is written (<c>qcow2</c>), else what it is (<c>block</c>).</param>
/// <param name="CapacityBytes">The size that a machine sees.</param>
/// <param name="AllocationBytes">What it takes of its pool.</param>
public sealed record StorageVolume(string Name, string? Path, string? Format, long? CapacityBytes, long? AllocationBytes);

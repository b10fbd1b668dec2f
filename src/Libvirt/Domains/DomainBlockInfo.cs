namespace Libvirt;

/// <summary>The size of a disk, in bytes.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainBlockInfo">virDomainBlockInfo</see>.</summary>
/// <param name="CapacityBytes">What the guest sees.</param>
/// <param name="AllocationBytes">What its image takes.</param>
/// <param name="PhysicalBytes">The length of its image.</param>
public sealed record DomainBlockInfo(long CapacityBytes, long AllocationBytes, long PhysicalBytes);

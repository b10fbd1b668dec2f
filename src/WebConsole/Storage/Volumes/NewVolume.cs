namespace WebConsole.Storage.Volumes;

/// <summary>The arguments of a new volume, in the form of the API; sizes in bytes.</summary>
/// <param name="Name">Unique in its pool. In a pool on a whole disk, the name that the kernel will give to the partition.</param>
/// <param name="Capacity">The size for the guest; by default that of the volume below it.</param>
/// <param name="Format">Of an image file: <c>qcow2</c>, the default, <c>raw</c> or another.</param>
/// <param name="Allocation">The space that it takes at once: by default none where the pool can, else all.</param>
/// <param name="Preallocation"><c>metadata</c> writes the tables of a thin qcow2 image at once; default <c>off</c>.</param>
/// <param name="ClusterSize">Of a qcow2 image: a power of two from 512 bytes to 2 MiB; default 64 KiB.</param>
/// <param name="Backing">The volume that it rests on: it holds only what differs from that.</param>
/// <param name="Passphrase">Encrypts an image with LUKS. libvirt keeps it; it is never shown again.</param>
public sealed record NewVolume(
    string? Name = null, long? Capacity = null, string? Format = null, long? Allocation = null, string? Preallocation = null, long? ClusterSize = null, BackingVolume? Backing = null, string? Passphrase = null)
{
    /// <summary>Without the passphrase, which must not get into a log by accident.</summary>
    public override string ToString() => $"{Format} {Name}";
}

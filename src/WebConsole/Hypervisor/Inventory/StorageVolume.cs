namespace WebConsole.Hypervisor.Inventory;

/// <summary>A volume of a storage pool: a disk image or an installation medium.</summary>
/// <param name="Name">Unique in its pool.</param>
/// <param name="Path">Its path on the host.</param>
/// <param name="Format">Its format (<c>qcow2</c>), or its type (<c>block</c>) if it has no format.</param>
/// <param name="CapacityBytes">The size that a machine sees.</param>
/// <param name="AllocationBytes">The space that it takes in its pool.</param>
public sealed record StorageVolume(string Name, string? Path, string? Format, long? CapacityBytes, long? AllocationBytes)
{
    /// <summary>The image that this one rests on; libvirt's word, as its last look at the file told it.</summary>
    public string? BackingPath { get; init; }

    /// <summary>Whether that is plain bytes, which rest on nothing.</summary>
    public bool RestsOnRaw { get; init; }

    /// <summary>Who may open it, where libvirt can tell.</summary>
    public VolumeAccess? Access { get; init; }

    /// <summary>Whether it is encrypted.</summary>
    public bool Encrypted { get; init; }

    /// <summary><see cref="BackingPath"/> as <see cref="Image"/>.</summary>
    public string? BackingImage => ImageName.OfVolume(BackingPath);

    /// <summary>The name by which <see cref="MachineLinks.Images"/> have it.</summary>
    public string? Image => ImageName.OfVolume(Path);

    /// <summary>Of an installation medium: libvirt's word when it was last written to, which tells that it is another one now.</summary>
    public string? ModifiedAt { get; init; }

    /// <summary>Whether it is an installation medium: libvirt knows one by its bytes, where it can look at them.</summary>
    public bool IsIso => Format is "iso" || (Format is "raw" or "block" && Name.EndsWith(".iso", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether it is a folder in the pool's directory, which libvirt lists too.</summary>
    public bool IsFolder => Format is "dir";

    /// <summary>Whether it is a device, which takes all its size from the pool; a file may have holes.</summary>
    public bool IsDevice { get => field || Format is "block"; init; }
}

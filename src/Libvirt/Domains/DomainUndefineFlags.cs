namespace Libvirt;

/// <summary>
/// What to forget together with a definition.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainUndefineFlagsValues">virDomainUndefineFlagsValues</see>.
/// </summary>
[Flags]
public enum DomainUndefineFlags
{
    /// <summary>Nothing: refuse where something would be left over.</summary>
    None = 0,

    /// <summary>Its managed save.</summary>
    ManagedSave = 1,

    /// <summary>What libvirt knows of its snapshots.</summary>
    SnapshotsMetadata = 2,

    /// <summary>Its UEFI variables.</summary>
    Nvram = 4,

    /// <summary>Not its UEFI variables.</summary>
    KeepNvram = 8,

    /// <summary>What libvirt knows of its checkpoints.</summary>
    CheckpointsMetadata = 16,

    /// <summary>Its TPM's state.</summary>
    Tpm = 32,

    /// <summary>Not its TPM's state.</summary>
    KeepTpm = 64,
}

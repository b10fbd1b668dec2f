using Libvirt;

namespace WebConsole.Hypervisor;

/// <summary>What libvirt keeps for a machine beside its definition, and forgets with it where it is told to. Its drivers refuse what they don't know.</summary>
/// <seealso href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainUndefineFlags"/>
internal static class KeptForMachines
{
    /// <summary>The first libvirt that can delete the state of a TPM.</summary>
    private static readonly Version FirstWithTpm = new(8, 9);

    /// <param name="driver">libvirt's driver.</param>
    /// <param name="libvirt">Its version.</param>
    public static DomainUndefineFlags By(string? driver, Version? libvirt) => driver switch
    {
        "QEMU" => DomainUndefineFlags.ManagedSave | DomainUndefineFlags.SnapshotsMetadata | DomainUndefineFlags.CheckpointsMetadata | DomainUndefineFlags.Nvram | (libvirt >= FirstWithTpm ? DomainUndefineFlags.Tpm : 0),
        "TEST" => DomainUndefineFlags.ManagedSave | DomainUndefineFlags.SnapshotsMetadata | DomainUndefineFlags.CheckpointsMetadata,
        "Xen" => DomainUndefineFlags.ManagedSave,
        _ => DomainUndefineFlags.None,
    };
}

using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Provisioning.Imports;

/// <summary>A definition of libvirt from elsewhere, and what it is to have on this host.</summary>
/// <param name="Definition">As <c>virsh dumpxml</c> writes it.</param>
/// <param name="Name">The machine's, in place of the definition's.</param>
/// <param name="Disks">The volumes of its disks, by the disks' targets, such as <c>vda</c>. Drives are emptied.</param>
/// <param name="Networks">The networks of its cards, in their order; null for one that keeps its own.</param>
/// <param name="Emulate">Whether QEMU emulates the processor of a machine that ran on KVM: slowly, and on a host without KVM.</param>
/// <param name="HostAccess">Whether settings are taken that reach the host: devices, paths, programs, arguments for QEMU.</param>
public sealed record ImportedDefinition(string? Definition = null, string? Name = null, IReadOnlyDictionary<string, VolumeName>? Disks = null, IReadOnlyList<string?>? Networks = null, bool? Emulate = null, bool? HostAccess = null)
{
    /// <summary>Of the machine, where the definition's is taken or missing.</summary>
    internal Guid Uuid { get; init; } = Guid.NewGuid();

    /// <summary>Without the definition, which may hold a password.</summary>
    public override string ToString() => $"{Name}";
}

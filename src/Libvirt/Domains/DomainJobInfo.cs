using Libvirt.Native;

namespace Libvirt;

/// <summary>How far the job is that a machine is in: a save, a migration, a dump.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainJobInfo">virDomainJobInfo</see>.</summary>
/// <param name="IsActive">Whether there is one.</param>
/// <param name="TotalBytes">How much it has to move; 0 while that is not known.</param>
/// <param name="RemainingBytes">How much of that is left.</param>
public sealed record DomainJobInfo(bool IsActive, ulong TotalBytes, ulong RemainingBytes)
{
    internal static DomainJobInfo Read(NativeDomainJobInfo info) => new(info.type is 1 or 2, info.dataTotal, info.dataRemaining);
}

using Libvirt.Native;

namespace Libvirt;

/// <summary>How far a job on a disk is.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainBlockJobInfo">virDomainBlockJobInfo</see>.</summary>
/// <param name="Type">What it does.</param>
/// <param name="BytesPerSecond">Its limit; 0 for none.</param>
/// <param name="DoneBytes">How much is done.</param>
/// <param name="TotalBytes">Of how much, which may grow while the guest writes; 0 while that is not known.</param>
public sealed record DomainBlockJobInfo(DomainBlockJobType Type, ulong BytesPerSecond, ulong DoneBytes, ulong TotalBytes)
{
    internal static DomainBlockJobInfo Read(NativeDomainBlockJobInfo info) => new((DomainBlockJobType)info.type, info.bandwidth.Value, info.cur, info.end);
}

using System.Runtime.InteropServices;
using Libvirt.Native;

namespace Libvirt;

// Jobs that move the data of a running domain's disks: copies, pulls and commits. libvirt runs one at a time for each disk.
public sealed partial class Domain
{
    private const uint InBytesPerSecond = 1 << 6;

    /// <summary>Begins to copy a disk. The copy then follows what the guest writes, until <see cref="EndBlockJob"/>.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainBlockCopy">virDomainBlockCopy</see>.</summary>
    /// <param name="disk">Its target, such as <c>vda</c>.</param>
    /// <param name="destination">A disk's definition, with the source and format of the copy.</param>
    /// <param name="bytesPerSecond">Its limit; 0 for none.</param>
    /// <param name="flags">How.</param>
    /// <exception cref="LibvirtException">The disk is in another job, or the copy can't be opened.</exception>
    public unsafe void BeginBlockCopy(string disk, string destination, long bytesPerSecond, DomainBlockCopyFlags flags)
    {
        var parameters = bytesPerSecond > 0 ? NativeTypedParameter.Of(new Dictionary<string, long> { ["bandwidth"] = bytesPerSecond }) : [];
        NativeCheck.NotNegative(() =>
        {
            fixed (NativeTypedParameter* first = parameters)
                return NativeMethods.virDomainBlockCopy(_handle, disk, destination, first, parameters.Length, (uint)flags);
        });
    }

    /// <summary>Begins to read what lies below a disk's image into it.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainBlockRebase">virDomainBlockRebase</see>.</summary>
    /// <param name="disk">Its target, such as <c>vda</c>.</param>
    /// <param name="down">The image on which it then rests, by its path or as <c>vda[2]</c>; <c>null</c> for none.</param>
    /// <param name="bytesPerSecond">Its limit; 0 for none.</param>
    /// <exception cref="LibvirtException">The disk is in another job, or no such image lies below it.</exception>
    public void BeginBlockPull(string disk, string? down, long bytesPerSecond) => NativeCheck.NotNegative(() => down is null
        ? NativeMethods.virDomainBlockPull(_handle, disk, new CULong((nuint)bytesPerSecond), InBytesPerSecond)
        : NativeMethods.virDomainBlockRebase(_handle, disk, down, new CULong((nuint)bytesPerSecond), InBytesPerSecond));

    /// <summary>Begins to write images into one below them. If the guest's own is among them, the result then follows what the guest
    /// writes, until <see cref="EndBlockJob"/>.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainBlockCommit">virDomainBlockCommit</see>.</summary>
    /// <param name="disk">Its target, such as <c>vda</c>.</param>
    /// <param name="into">The image that is written to, by its path or as <c>vda[2]</c>.</param>
    /// <param name="top">The topmost of those that are written into it; <c>null</c> for the guest's own, with <see cref="DomainBlockCommitFlags.Active"/>.</param>
    /// <param name="bytesPerSecond">Its limit; 0 for none.</param>
    /// <param name="flags">How; the limit is in bytes in any case.</param>
    /// <exception cref="LibvirtException">The disk is in another job, or no such image lies below it.</exception>
    public void BeginBlockCommit(string disk, string into, string? top, long bytesPerSecond, DomainBlockCommitFlags flags) => NativeCheck.NotNegative(() =>
        NativeMethods.virDomainBlockCommit(_handle, disk, into, top, new CULong((nuint)bytesPerSecond), (uint)(flags | DomainBlockCommitFlags.BandwidthBytes)));

    /// <summary>How far the job on a disk is; <c>null</c> if there is none.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainGetBlockJobInfo">virDomainGetBlockJobInfo</see>.</summary>
    /// <param name="disk">Its target, such as <c>vda</c>.</param>
    /// <exception cref="LibvirtException">The domain does not run, or has no such disk.</exception>
    public DomainBlockJobInfo? GetBlockJobInfo(string disk)
    {
        const uint InBytes = 1;
        NativeDomainBlockJobInfo info = default;
        return NativeCheck.Flag(() => NativeMethods.virDomainGetBlockJobInfo(_handle, disk, out info, InBytes)) ? DomainBlockJobInfo.Read(info) : null;
    }

    /// <summary>Changes the limit of the job on a disk.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainBlockJobSetSpeed">virDomainBlockJobSetSpeed</see>.</summary>
    /// <param name="disk">Its target, such as <c>vda</c>.</param>
    /// <param name="bytesPerSecond">The limit; 0 for none.</param>
    /// <exception cref="LibvirtException">There is no job.</exception>
    public void SetBlockJobSpeed(string disk, long bytesPerSecond)
    {
        const uint InBytes = 1;
        NativeCheck.NotNegative(() => NativeMethods.virDomainBlockJobSetSpeed(_handle, disk, new CULong((nuint)bytesPerSecond), InBytes));
    }

    /// <summary>Ends the job on a disk: aborts it, or finishes a copy or a commit that is ready.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainBlockJobAbort">virDomainBlockJobAbort</see>.</summary>
    /// <param name="disk">Its target, such as <c>vda</c>.</param>
    /// <param name="flags">How.</param>
    /// <exception cref="LibvirtException">There is no job, or it is not ready to be finished.</exception>
    public void EndBlockJob(string disk, DomainBlockJobAbortFlags flags) => NativeCheck.NotNegative(() => NativeMethods.virDomainBlockJobAbort(_handle, disk, (uint)flags));

    /// <summary>The size of a disk, and of its image.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainGetBlockInfo">virDomainGetBlockInfo</see>.</summary>
    /// <param name="disk">Its target, such as <c>vda</c>.</param>
    /// <exception cref="LibvirtException">There is no such disk, or it can't be looked at.</exception>
    public DomainBlockInfo GetBlockInfo(string disk)
    {
        var info = NativeCheck.Out((out NativeDomainBlockInfo info) => NativeMethods.virDomainGetBlockInfo(_handle, disk, out info, 0));
        return new DomainBlockInfo((long)info.capacity, (long)info.allocation, (long)info.physical);
    }

    /// <summary>How many snapshots libvirt knows of it.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain-snapshot.html#virDomainSnapshotNum">virDomainSnapshotNum</see>.</summary>
    /// <exception cref="LibvirtException">The driver has none.</exception>
    public int CountSnapshots() => NativeCheck.NotNegative(() => NativeMethods.virDomainSnapshotNum(_handle, 0));
}

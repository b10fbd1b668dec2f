using Libvirt.Native;

namespace Libvirt;

// Figures of one machine. For many at once: LibvirtConnection.GetAllDomainStats.
public sealed partial class Domain
{
    /// <summary>More than libvirt defines (13 in 9.0), to leave space for those of newer versions.</summary>
    private const int MemoryStatSlots = 32;

    /// <summary>How often QEMU asks the guest's balloon driver for its memory figures.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainSetMemoryStatsPeriod">virDomainSetMemoryStatsPeriod</see>.</summary>
    /// <param name="seconds">Seconds between questions; 0 stops them.</param>
    /// <param name="flags">Whether for the running machine, its definition, or both.</param>
    /// <exception cref="LibvirtException">It has no balloon, does not run (with <see cref="DomainModificationImpact.Live"/>), or is gone.</exception>
    public void SetMemoryStatsPeriod(int seconds, DomainModificationImpact flags) =>
        NativeCheck.NotNegative(() => NativeMethods.virDomainSetMemoryStatsPeriod(_handle, seconds, (uint)flags));

    /// <summary>Memory figures of the running machine, KiB unless the key says otherwise.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainMemoryStats">virDomainMemoryStats</see>.</summary>
    /// <returns>What the hypervisor and the guest's balloon driver supply; a key that is missing is unknown.</returns>
    /// <exception cref="LibvirtException">It does not run, or is gone.</exception>
    public unsafe IReadOnlyDictionary<DomainMemoryStat, long> GetMemoryStats()
    {
        var stats = new NativeDomainMemoryStat[MemoryStatSlots];
        var count = NativeCheck.NotNegative(() =>
        {
            fixed (NativeDomainMemoryStat* first = stats)
                return NativeMethods.virDomainMemoryStats(_handle, first, MemoryStatSlots, 0);
        });
        var read = new Dictionary<DomainMemoryStat, long>(count);
        foreach (var stat in stats.AsSpan(0, Math.Min(count, MemoryStatSlots)))
            read[(DomainMemoryStat)stat.tag] = (long)stat.val;
        return read;
    }
}

using Libvirt;
using WebConsole.Hypervisor.Metrics;

namespace WebConsole.Features.Provisioning.Setup;

/// <summary>What a guest has written to its disks, which tells a restart after an installation from any other one.</summary>
internal static class DiskWrites
{
    /// <summary>
    /// From here on something was installed. A guest that finds nothing to boot writes nothing, one whose boot menu was left, a few
    /// sectors. Installers write hundreds of MB, that of the tests 24.
    /// </summary>
    public const long OfAnInstallation = 16 << 20;

    /// <summary>The bytes written to all its disks since it was started: a restart of the guest does not set them back.</summary>
    /// <exception cref="LibvirtException">It does not run, or its driver does not count them.</exception>
    public static long Of(Domain domain)
    {
        var counters = new MachineCounters();
        foreach (var stats in LibvirtConnection.GetDomainStats([domain], DomainStatsGroups.Block))
            MachineCountersReader.Read(stats, counters);
        return counters.Disks.Sum(disk => (long)(disk.WrittenBytes ?? 0));
    }
}

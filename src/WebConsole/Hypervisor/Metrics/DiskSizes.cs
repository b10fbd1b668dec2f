using System.Collections.Immutable;

namespace WebConsole.Hypervisor.Metrics;

/// <summary>How large a machine's disks are: what hardly changes, and comes with the counters.</summary>
internal static class DiskSizes
{
    public static readonly ImmutableDictionary<string, long> None = ImmutableDictionary<string, long>.Empty;

    /// <summary>What is known after a reading; the same object where nothing changed, and where the reading tells nothing.</summary>
    public static ImmutableDictionary<string, long> After(ImmutableDictionary<string, long> known, List<DiskCounters> disks)
    {
        var told = 0;
        foreach (var disk in disks)
            told += disk.CapacityBytes is null ? 0 : 1;
        // More than there are: some were unplugged.
        if (told > 0 && known.Count > told)
            known = None;
        foreach (var disk in disks)
        {
            if (disk.CapacityBytes is { } bytes && (known.Count < MachineMeter.MaximumDevices || known.ContainsKey(disk.Name)))
                known = known.SetItem(disk.Name, bytes);
        }
        return known;
    }
}

using System.Collections.Immutable;

namespace WebConsole.Hypervisor.Metrics;

/// <summary>The sizes of a machine's disks, which hardly change and are read with the counters.</summary>
internal static class DiskSizes
{
    public static readonly ImmutableDictionary<string, long> None = ImmutableDictionary<string, long>.Empty;

    /// <summary>The sizes after a reading; the same object if nothing changed or the reading has no sizes.</summary>
    public static ImmutableDictionary<string, long> After(ImmutableDictionary<string, long> known, List<DiskCounters> disks)
    {
        var told = 0;
        foreach (var disk in disks)
            told += disk.CapacityBytes is null ? 0 : 1;
        // Disks were unplugged.
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

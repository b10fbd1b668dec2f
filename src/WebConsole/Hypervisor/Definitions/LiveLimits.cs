using System.Collections.Immutable;
using System.Globalization;
using Libvirt;
using Libvirt.Xml;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>The limits of the rate of a running machine's disk.</summary>
internal static class LiveLimits
{
    private static readonly ImmutableArray<string> Rates =
    [
        .. from unit in new[] { "bytes", "iops" } from way in new[] { "total", "read", "write" } from part in new[] { "", "_max" } select $"{way}_{unit}_sec{part}",
        "size_iops_sec",
    ];

    public static bool Differ(DiskXml one, DiskXml other) => !Of(one).OrderBy(limit => limit.Key).SequenceEqual(Of(other).OrderBy(limit => limit.Key));

    /// <summary>Sets the limits of <paramref name="disk"/>, and none where it has none.</summary>
    public static Action<Domain> Set(DiskXml disk) => domain => domain.SetBlockLimits(disk.TargetDevice!, Of(disk), DomainModificationImpact.Live);

    /// <summary>What is not limited is 0. Without a burst, how long it may last is 0 too: libvirt would keep the time that was set, and QEMU takes none without a burst.</summary>
    private static Dictionary<string, long> Of(DiskXml disk)
    {
        var written = disk.Element.Element("iotune")?.Elements().Where(limit => long.TryParse(limit.Value, CultureInfo.InvariantCulture, out _))
            .ToLookup(limit => limit.Name.LocalName, limit => long.Parse(limit.Value, CultureInfo.InvariantCulture));
        var limits = Rates.ToDictionary(name => name, name => written?[name].FirstOrDefault() ?? 0);
        foreach (var burst in Rates.Where(name => name.EndsWith("_max", StringComparison.Ordinal)))
        {
            var name = $"{burst}_length";
            if (written?[name].FirstOrDefault() is { } seconds and > 0)
                limits[name] = seconds;
            else if (limits[burst] == 0)
                limits[name] = 0;
        }
        return limits;
    }
}

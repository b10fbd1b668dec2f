using System.Collections.Immutable;
using WebConsole.Hypervisor.Metrics;
using Xunit;

namespace WebConsole.Tests.Metrics;

public sealed class DiskSizesTests
{
    private static readonly ImmutableDictionary<string, long> Two = DiskSizes.After(DiskSizes.None, [Disk("vda", 20), Disk("vdb", 5)]);

    [Fact]
    public void Sizes_are_known_by_name() => Assert.Equal((2, 20, 5), (Two.Count, Two["vda"], Two["vdb"]));

    [Fact]
    public void Nothing_new_is_the_same_object()
    {
        Assert.Same(Two, DiskSizes.After(Two, [Disk("vda", 20), Disk("vdb", 5)]));
        // A machine that does not answer has none.
        Assert.Same(Two, DiskSizes.After(Two, [Disk("vda", null), Disk("vdb", null)]));
        Assert.Same(Two, DiskSizes.After(Two, []));
    }

    [Fact]
    public void Disk_that_grew_or_was_unplugged_is_followed()
    {
        Assert.Equal(30, DiskSizes.After(Two, [Disk("vda", 30), Disk("vdb", 5)])["vda"]);
        Assert.Equal(["vdb"], DiskSizes.After(Two, [Disk("vdb", 5)]).Keys);
    }

    [Fact]
    public void Definition_with_disks_without_end_costs_no_more_than_others() =>
        Assert.Equal(MachineMeter.MaximumDevices, DiskSizes.After(DiskSizes.None, [.. Enumerable.Range(0, 1000).Select(number => Disk($"vd{number}", 1))]).Count);

    private static DiskCounters Disk(string name, long? size) => new(name, 0, 0, 0, 0) { CapacityBytes = size };
}

using Libvirt.Xml;
using Xunit;

namespace Libvirt.Tests;

/// <summary>How much of the host's memory a domain may use, on the test driver.</summary>
public sealed class MemoryTests(LeakCheck leaks) : IClassFixture<LeakCheck>, IDisposable
{
    private readonly LibvirtConnection _connection = LibvirtConnection.Open("test:///default");

    public LeakCheck Leaks { get; } = leaks;

    [Fact]
    public void Limits_AreSetInBytes_AndTakenAway()
    {
        using var domain = Assert.Single(_connection.ListDomains());
        domain.SetMemoryLimits(new Dictionary<string, long?> { ["hard_limit"] = (9L << 30) + 1, ["soft_limit"] = 8L << 30 }, DomainModificationImpact.Live);

        var limited = DomainXml.Parse(domain.GetXml());
        Assert.Equal(((9L << 30) + 1024, 8L << 30, null), (limited.MemoryHardLimitBytes!.Value, limited.MemorySoftLimitBytes!.Value, limited.SwapHardLimitBytes));

        domain.SetMemoryLimits(new Dictionary<string, long?> { ["hard_limit"] = null, ["soft_limit"] = null }, DomainModificationImpact.Live);
        Assert.Null(DomainXml.Parse(domain.GetXml()).MemoryHardLimitBytes);
    }

    [Fact]
    public void LimitsThatContradict_AreSaid()
    {
        using var domain = Assert.Single(_connection.ListDomains());
        Assert.Throws<LibvirtException>(() => domain.SetMemoryLimits(new Dictionary<string, long?> { ["hard_limit"] = 2L << 30, ["swap_hard_limit"] = 1L << 30 }, DomainModificationImpact.Live));
    }

    [Fact]
    public void Nodes_AreSet()
    {
        using var domain = Assert.Single(_connection.ListDomains());
        domain.SetNumaNodes("0-1,^0", DomainModificationImpact.Live);
        Assert.Equal("1", DomainXml.Parse(domain.GetXml()).NumaMemoryNodeSet);
    }

    [Fact]
    public void FreePages_AreCountedInAllNodes()
    {
        var one = _connection.GetFreePages([4096, 2 << 20]);
        var two = _connection.GetFreePages([4096, 2 << 20], nodes: 2);
        Assert.Equal([4096L, 2 << 20], one.Select(pages => pages.SizeBytes));
        Assert.All(one.Zip(two), both => Assert.True(both.Second.Count > both.First.Count && both.First.Count > 0));
        Assert.Empty(_connection.GetFreePages([]));
    }

    public void Dispose() => _connection.Dispose();
}

using Xunit;

namespace Libvirt.Tests;

public sealed class BulkStatsTests(LeakCheck leaks) : IClassFixture<LeakCheck>
{
    public LeakCheck Leaks { get; } = leaks;

    [Fact]
    public void AllDomains_InOneCall()
    {
        using var host = TestHost.With("alpha", "beta");

        var stats = host.Connection.GetAllDomainStats(DomainStatsGroups.State, GetAllDomainStatsFlags.NoWait);

        Assert.Equal([("alpha", TestHost.Uuid(0)), ("beta", TestHost.Uuid(1))],
            stats.Select(each => (each.Name, each.Uuid)).OrderBy(each => each.Name, StringComparer.Ordinal));
        Assert.All(stats, each => Assert.Equal((long)DomainState.Running, each.Parameters.GetInt64("state.state")));
    }

    [Fact]
    public void SomeDomains_OnlyThose()
    {
        using var host = TestHost.With("alpha", "beta", "gamma");
        using var alpha = host.Connection.LookupDomain("alpha");
        using var gamma = host.Connection.LookupDomain("gamma");

        var stats = LibvirtConnection.GetDomainStats([alpha, gamma], DomainStatsGroups.State);

        Assert.Equal(["alpha", "gamma"], stats.Select(each => each.Name));
        Assert.Empty(LibvirtConnection.GetDomainStats([], DomainStatsGroups.State));
    }

    [Fact]
    public void GroupThatTheDriverLacks_IsLeftOutUnlessEnforced()
    {
        using var host = TestHost.With("alpha");

        Assert.Empty(Assert.Single(host.Connection.GetAllDomainStats(DomainStatsGroups.DirtyRate)).Parameters);
        Assert.Throws<LibvirtException>(
            () => host.Connection.GetAllDomainStats(DomainStatsGroups.DirtyRate, GetAllDomainStatsFlags.EnforceStats));
    }

    [Fact]
    public void NamesOfParameters_AreMadeOnce()
    {
        using var host = TestHost.With("alpha");

        Assert.Same(Read()[0].Name, Read()[0].Name);

        TypedParameterSet Read() => host.Connection.GetAllDomainStats(DomainStatsGroups.State)[0].Parameters;
    }
}

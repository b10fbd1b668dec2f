using Libvirt.Xml;
using Xunit;

namespace Libvirt.Tests;

/// <summary>On which CPUs of the host a domain runs, on the test driver, whose host has eight.</summary>
public sealed class PlacementTests(LeakCheck leaks) : IClassFixture<LeakCheck>, IDisposable
{
    private readonly LibvirtConnection _connection = LibvirtConnection.Open("test:///default");

    public LeakCheck Leaks { get; } = leaks;

    [Fact]
    public void VirtualCpu_RunsWhereItIsPlaced()
    {
        using var domain = Assert.Single(_connection.ListDomains());
        // The driver knows no flags here.
        domain.PinVirtualCpu(1, [0, 3, 7], DomainModificationImpact.Current);

        var pin = Assert.Single(DomainXml.Parse(domain.GetXml()).VcpuPins);
        Assert.Equal((1, "0,3,7"), (pin.Vcpu, pin.CpuSet));
    }

    [Fact]
    public void WhatIsNotThere_IsSaid()
    {
        using var domain = Assert.Single(_connection.ListDomains());
        Assert.Throws<LibvirtException>(() => domain.PinVirtualCpu(99, [0], DomainModificationImpact.Live));
        Assert.Throws<LibvirtException>(() => domain.PinIoThread(1, [0], DomainModificationImpact.Live));
        Assert.Throws<LibvirtException>(() => domain.SetScheduler(new Dictionary<string, long> { ["cpu_shares"] = 512 }, DomainModificationImpact.Live));
    }

    public void Dispose() => _connection.Dispose();
}

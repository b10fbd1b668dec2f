using Libvirt.Xml;
using WebConsole.Features.Machines.Parts;
using WebConsole.Hypervisor.Inventory;
using WebConsole.OsInfo.Defaults;
using WebConsole.Tests.Operations;
using WebConsole.Text;
using Xunit;

namespace WebConsole.Tests.Machines.Parts;

/// <summary>On which CPUs of its host a machine runs.</summary>
public sealed class PlacementChangesTests
{
    private const string Definition =
        """
        <domain type='kvm'><name>web</name><vcpu>4</vcpu><iothreads>2</iothreads><cputune><shares>512</shares><vcpupin vcpu='0' cpuset='0'/><vcpupin vcpu='1' cpuset='1'/><emulatorpin cpuset='3'/></cputune>
        <os><type arch='x86_64'>hvm</type></os></domain>
        """;

    private static readonly HostStatus Host = TestMachines.Host("local") with { Facts = new HostFacts { HostName = "host", Driver = "QEMU", LibvirtVersion = new Version(9, 0), Cpus = 4 } };

    [Theory]
    [InlineData("0", "0")]
    [InlineData("0-3,^2", "0-1,3")]
    [InlineData("7,1,2", "1-2,7")]
    [InlineData("0-16383", "0-16383")]
    public void SetOfCpus_IsReadAndWritten(string text, string written)
    {
        Assert.True(CpuSet.TryParse(text, out var cpus));
        Assert.Equal(written, CpuSet.Format(cpus));
    }

    [Theory]
    [InlineData("")]
    [InlineData("^0")]
    [InlineData("3-1")]
    [InlineData("1-2-3")]
    [InlineData("-1")]
    [InlineData("0,")]
    [InlineData("0-2147483647")]
    [InlineData("a")]
    public void WhatIsNoSet_IsNotRead(string text) => Assert.False(CpuSet.TryParse(text, out _));

    [Fact]
    public void Places_AreWrittenOneByOne_AndTakenAway()
    {
        var domain = DomainXml.Parse(Definition);
        new PlacementChanges(Vcpus: [new(1, "2-3"), new(2, "0"), new(0, "")], Emulator: "", IoThreads: [new(2, "1")], Shares: 0, Period: 50_000, Quota: 25_000).Apply(domain);
        Assert.Equal([(1, "2-3"), (2, "0")], domain.VcpuPins.Select(pin => (pin.Vcpu!.Value, pin.CpuSet!)));
        Assert.Equal((2, "1"), domain.IoThreadPins.Select(pin => (pin.IoThread!.Value, pin.CpuSet!)).Single());
        Assert.Equal((null, null, 50_000, 25_000L), (domain.EmulatorPin, domain.CpuShares, domain.CpuPeriodMicroseconds, domain.CpuQuotaMicroseconds));
    }

    public static TheoryData<string, PlacementChanges> Refused => new()
    {
        { "placement.vcpus", new PlacementChanges(Vcpus: [new(4, "0")]) },
        { "placement.vcpus", new PlacementChanges(Vcpus: [new(0, "4")]) },
        { "placement.vcpus", new PlacementChanges(Vcpus: [new(0, "0; reboot")]) },
        { "placement.vcpus", new PlacementChanges(Vcpus: [new(0, "0"), new(0, "1")]) },
        { "placement.vcpus", new PlacementChanges(Vcpus: [null!]) },
        { "placement.vcpus", new PlacementChanges(Vcpus: [new(0, null!)]) },
        { "placement.emulator", new PlacementChanges(Emulator: "0, 1") },
        { "placement.ioThreads", new PlacementChanges(IoThreads: [new(3, "0")]) },
        { "placement.shares", new PlacementChanges(Shares: 262_145) },
        { "placement.period", new PlacementChanges(Period: 999) },
        { "placement.quota", new PlacementChanges(Quota: -1) },
    };

    [Theory, MemberData(nameof(Refused))]
    public void WhatCanNotBe_IsRefusedAtItsField(string field, PlacementChanges changes) => Assert.Equal([field], MistakesOf(changes));

    [Fact]
    public void WhatCanBe_IsTaken() => Assert.Empty(MistakesOf(new PlacementChanges([new(3, "0-3,^2")], "", [new(1, "0"), new(2, "")], 2, 1000, 1000)));

    private static IEnumerable<string> MistakesOf(PlacementChanges changes) =>
        changes.Mistakes(new PartContext(DomainXml.Parse(Definition), Host, new HostOffer(null), 4)).Where(check => check.Mistake is not null).Select(check => check.Argument);
}

using Libvirt.Xml;
using WebConsole.Features.Machines.Commands;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Machines;

/// <summary>Changes of a machine's processors and memory.</summary>
public sealed class ResourceChangesTests
{
    private const string Definition = """
        <domain type='kvm'><name>web-01</name><memory unit='KiB'>2097152</memory><currentMemory unit='KiB'>1048576</currentMemory>
        <vcpu placement='static' current='2'>4</vcpu><vcpus><vcpu id='0' enabled='yes' hotpluggable='no'/><vcpu id='1' enabled='yes' hotpluggable='no'/></vcpus><cpu><topology sockets='2' dies='1' cores='2' threads='1'/></cpu></domain>
        """;

    private static readonly HostStatus Host = TestMachines.Host("local") with { Facts = new HostFacts { HostName = "host", Driver = "QEMU", LibvirtVersion = new Version(9, 0), MemoryBytes = 8L << 30 } };

    [Fact]
    public void Nothing_ChangesNothing()
    {
        var domain = DomainXml.Parse(Definition);
        ResourceChanges.Of(new MachineChanges()).Apply(domain);
        Assert.Equal(DomainXml.Parse(Definition).ToXml(), domain.ToXml());
    }

    [Theory]
    [InlineData(4, null, 4, null, 2, 2)]
    [InlineData(3, null, 4, 3, 2, 2)]
    [InlineData(null, 8, 8, 2, 2, 4)]
    [InlineData(6, 6, 6, null, 2, 3)]
    [InlineData(2, 5, 5, 2, null, null)]
    public void Vcpus_AreOnUpToTheMaximum_AndTheCoresFollow(int? vcpus, int? maximum, int most, int? current, int? sockets, int? cores)
    {
        var domain = DomainXml.Parse(Definition);
        ResourceChanges.Of(new MachineChanges(Vcpus: vcpus, MaxVcpus: maximum)).Apply(domain);
        Assert.Equal((most, current, sockets, cores), (domain.VirtualCpus, domain.CurrentVirtualCpus, domain.Sockets, domain.Cores));
        Assert.Empty(domain.VirtualCpuStates);
    }

    [Theory]
    [InlineData(2L << 30, null, 2L << 30, 2L << 30)]
    [InlineData(null, 4L << 30, 4L << 30, 1L << 30)]
    [InlineData(3L << 30, 4L << 30, 4L << 30, 3L << 30)]
    public void Memory_IsGivenUpToTheMaximum(long? memory, long? maximum, long most, long current)
    {
        var domain = DomainXml.Parse(Definition);
        ResourceChanges.Of(new MachineChanges(Memory: memory, MaxMemory: maximum)).Apply(domain);
        Assert.Equal((most, current), (domain.MemoryBytes, domain.CurrentMemoryBytes));
    }

    [Theory]
    [InlineData("vcpus", 0, null, "A number from 1 to 4, the maximum.")]
    [InlineData("vcpus", 5, null, "At most 4, unless the maximum is raised.")]
    [InlineData("vcpus", 9, 8, "A number from 1 to 8, the maximum.")]
    [InlineData("maxVcpus", null, 1, "A number from 2, which are on, to 4096.")]
    [InlineData("maxVcpus", 2, 0, "A number from 2, which are on, to 4096.")]
    [InlineData("maxVcpus", null, 4097, "A number from 2, which are on, to 4096.")]
    public void WrongVcpus_AreNamed(string argument, int? vcpus, int? maximum, string said) =>
        Assert.Equal(said, MistakesOf(new MachineChanges(Vcpus: vcpus, MaxVcpus: maximum))[argument]);

    [Theory]
    [InlineData("memory", 1L << 20, null, "At least 16 MiB.")]
    [InlineData("memory", 3L << 30, null, "At most 2 GiB, the maximum.")]
    [InlineData("maxMemory", null, 512L << 20, "At least 1 GiB, which it has.")]
    [InlineData("maxMemory", null, 1L << 50, "At most 8 GiB, which the host has.")]
    public void WrongMemory_IsNamed(string argument, long? memory, long? maximum, string said) =>
        Assert.StartsWith(said, MistakesOf(new MachineChanges(Memory: memory, MaxMemory: maximum))[argument], StringComparison.Ordinal);

    [Fact]
    public void RightChanges_HaveNoMistake() =>
        Assert.Empty(MistakesOf(new MachineChanges(Vcpus: 8, MaxVcpus: 8, Memory: 2L << 30, MaxMemory: 3L << 30, Apply: "next")));

    [Fact]
    public void UnknownReach_IsNamed() => Assert.Equal("One of next, both, live.", MistakesOf(new MachineChanges(Apply: "soon"))["apply"]);

    [Theory]
    [InlineData(null, DefinitionReach.WherePossible)]
    [InlineData("both", DefinitionReach.WherePossible)]
    [InlineData("next", DefinitionReach.NextStart)]
    [InlineData("live", DefinitionReach.Running)]
    public void Reach_IsWhatWasAsked(string? apply, DefinitionReach reach) => Assert.Equal(reach, ResourceChanges.ReachOf(new MachineChanges(Apply: apply)));

    [Fact]
    public void VirshArguments_ReachTheRunningMachineUpToItsMaximum()
    {
        var off = TestMachines.Web with { Xml = Definition, IsActive = false };
        var on = TestMachines.Web with { Xml = Definition, IsActive = true };

        Assert.Equal(["setvcpus --config 3"], ResourceChanges.VirshArguments(new MachineChanges(Vcpus: 3), off));
        Assert.Equal(["setvcpus --live --config 3", "setmem --live --config 2097152K"], ResourceChanges.VirshArguments(new MachineChanges(Vcpus: 3, Memory: 2L << 30), on));
        Assert.Equal(["setvcpus --config 3"], ResourceChanges.VirshArguments(new MachineChanges(Vcpus: 3, Apply: "next"), on));
        var plain = on with { Xml = Definition.Replace("sockets='2' dies='1' cores='2' threads='1'", "", StringComparison.Ordinal).Replace("<topology />", "", StringComparison.Ordinal) };
        Assert.Equal("edit", ResourceChanges.VirshArguments(new MachineChanges(MaxVcpus: 8), on).Single());
        Assert.Equal(["setvcpus --config 1"], ResourceChanges.VirshArguments(new MachineChanges(Vcpus: 1), plain));
        Assert.Equal(["setvcpus --maximum --config 8", "setvcpus --config 8", "setmaxmem --config 4194304K"],
            ResourceChanges.VirshArguments(new MachineChanges(Vcpus: 8, MaxVcpus: 8, MaxMemory: 4L << 30), plain));
    }

    private static Dictionary<string, string> MistakesOf(MachineChanges changes) =>
        ResourceChanges.Mistakes(changes, DomainXml.Parse(Definition), Host).Where(mistake => mistake.Mistake is not null).ToDictionary(mistake => mistake.Argument, mistake => mistake.Mistake!);
}

using Libvirt.Xml;
using WebConsole.Features.Machines.Parts;
using WebConsole.OsInfo.Defaults;
using Xunit;

namespace WebConsole.Tests.Machines.Parts;

/// <summary>What a machine's processors are: what changes in its definition, and what is refused.</summary>
public sealed class CpuChangesTests
{
    private const string Definition =
        """
        <domain type='kvm'><name>web</name><vcpu>4</vcpu><os><type arch='x86_64' machine='pc-q35-7.2'>hvm</type></os>
        <cpu mode='custom' match='exact' check='full'><model fallback='forbid'>EPYC</model><vendor>AMD</vendor><topology sockets='1' dies='1' cores='4' threads='1'/><feature policy='require' name='vmx'/></cpu></domain>
        """;

    private const string Offered =
        """
        <domainCapabilities><cpu><mode name='host-passthrough' supported='yes'/><mode name='host-model' supported='no'/><mode name='custom' supported='yes'>
        <model usable='no'>Skylake-Server</model><model usable='yes'>EPYC</model><blockers model='Skylake-Server'><feature name='avx512f'/><feature name='pku'/></blockers></mode></cpu></domainCapabilities>
        """;

    [Fact]
    public void AnotherMode_TakesNothingOfTheOldOneAlong()
    {
        var domain = DomainXml.Parse(Definition);
        new CpuChanges(Mode: "host-passthrough").Apply(domain);
        Assert.Equal(("host-passthrough", null, null, null, null), (domain.CpuMode, domain.CpuModel, domain.CpuVendor, domain.CpuMatch, domain.CpuCheck));
        Assert.Equal((4, 1), (domain.Cores, domain.CpuFeatures.Count));

        new CpuChanges(Mode: "default", Topology: new CpuTopology()).Apply(domain);
        Assert.DoesNotContain("<cpu", domain.ToXml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Features_AreReplacedByTheList()
    {
        var domain = DomainXml.Parse(Definition);
        new CpuChanges(Features: [new("svm", "disable"), new("vmx")]).Apply(domain);
        Assert.Equal([new("svm", "disable"), new("vmx", "require")], CpuChanges.FeaturesOf(domain));
    }

    [Fact]
    public void Topology_IsWrittenAsAsked()
    {
        var domain = DomainXml.Parse(Definition);
        new CpuChanges(Topology: new(Sockets: 2, Threads: 2)).Apply(domain);
        Assert.Equal((2, 1, 1, 2), (domain.Sockets, domain.Dies, domain.Cores, domain.Threads));
        new CpuChanges(Topology: new(Dies: 2, Cores: 2)).Apply(domain);
        Assert.Equal((1, 2, 2, 1), (domain.Sockets, domain.Dies, domain.Cores, domain.Threads));
    }

    [Fact]
    public void WhatStands_ChangesNoByte()
    {
        var domain = DomainXml.Parse(Definition);
        var before = domain.ToXml();
        new CpuChanges("custom", "EPYC", [new("vmx")], new CpuTopology(1, null, 4, 1)).Apply(domain);
        Assert.Equal(before, domain.ToXml());
    }

    public static TheoryData<string, CpuChanges> Refused => new()
    {
        { "cpu.mode", new CpuChanges(Mode: "fastest") },
        { "cpu.mode", new CpuChanges(Mode: "host-model") },
        { "cpu.model", new CpuChanges(Mode: "host-passthrough", Model: "EPYC") },
        { "cpu.model", new CpuChanges(Model: "Skylake-Server") },
        { "cpu.model", new CpuChanges(Model: "'/><evil") },
        { "cpu.features", new CpuChanges(Features: [new("a b")]) },
        { "cpu.features", new CpuChanges(Features: [new("vmx", "please")]) },
        { "cpu.features", new CpuChanges(Features: [new("vmx"), new("vmx", "disable")]) },
        { "cpu.features", new CpuChanges(Features: [null!]) },
        { "cpu.features", new CpuChanges(Features: [new(null!)]) },
        { "cpu.features", new CpuChanges(Mode: "default", Features: [new("vmx")]) },
        { "cpu.topology", new CpuChanges(Topology: new(Sockets: 3)) },
        { "cpu.topology", new CpuChanges(Topology: new(Sockets: -2, Cores: -2)) },
        { "cpu.topology", new CpuChanges(Topology: new(65536, 65536, 65536, 65536)) },
    };

    [Theory, MemberData(nameof(Refused))]
    public void WhatCanNotBe_IsRefusedAtItsField(string field, CpuChanges changes) => Assert.Equal([field], Wrong(changes).Select(check => check.Argument));

    [Fact]
    public void WhatCanBe_IsTaken() => Assert.Empty(Wrong(new CpuChanges("host-passthrough", null, [new("vmx", "disable")], new CpuTopology(2, 1, 2, 1))));

    /// <summary>What a model wants and the host's processor lacks, is said.</summary>
    [Fact]
    public void ModelThatTheHostLacks_SaysWhatIsMissing() =>
        Assert.Equal("The host's processor lacks what Skylake-Server has: avx512f, pku.", Assert.Single(Wrong(new CpuChanges(Model: "Skylake-Server"))).Mistake);

    private static IEnumerable<(string Argument, string? Mistake)> Wrong(CpuChanges changes) =>
        changes.Mistakes(new PartContext(DomainXml.Parse(Definition), null, new HostOffer(DomainCapabilitiesXml.Parse(Offered)), 4)).Where(check => check.Mistake is not null);
}

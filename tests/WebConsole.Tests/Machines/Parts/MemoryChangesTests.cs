using Libvirt;
using Libvirt.Xml;
using WebConsole.Features.Machines.Commands;
using WebConsole.Features.Machines.Parts;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.OsInfo.Defaults;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Machines.Parts;

/// <summary>What a machine's memory is made of, and how much of the host's it may use.</summary>
public sealed class MemoryChangesTests
{
    private const long GiB = 1L << 30, HugePage = 2L << 20;

    private const string Definition =
        """
        <domain type='kvm'><name>web</name><memory unit='GiB'>2</memory><currentMemory unit='GiB'>1</currentMemory><memtune><soft_limit unit='GiB'>3</soft_limit></memtune><vcpu>4</vcpu>
        <os><type arch='x86_64'>hvm</type></os></domain>
        """;

    private static readonly HostStatus Host = TestMachines.Host("local") with
    {
        Facts = new HostFacts
        {
            HostName = "host",
            Driver = "QEMU",
            LibvirtVersion = new Version(9, 0),
            Capabilities = "<capabilities><host><cpu><arch>x86_64</arch><pages unit='KiB' size='4'/><pages unit='KiB' size='2048'/><pages unit='KiB' size='1048576'/></cpu><topology><cells><cell id='0'/><cell id='1'/></cells></topology></host></capabilities>",
        },
    };

    [Fact]
    public void Backing_IsWritten_AndTakenAwayWithoutRest()
    {
        var domain = DomainXml.Parse(Definition);
        new MemoryBackingChanges(HugePages: true, PageSize: HugePage, Shared: true, Locked: true, Source: "memfd", Discard: true, NotMerged: true).Apply(domain);
        Assert.True(domain is { HugePages: true, MemoryLocked: true, MemoryDiscarded: true, MemoryNotMerged: true });
        Assert.Equal((HugePage, "shared", "memfd"), (MemoryBackingChanges.PageSizeOf(domain)!.Value, domain.MemoryAccess!, domain.MemorySource!));

        new MemoryBackingChanges(PageSize: 0).Apply(domain);
        Assert.Equal((true, 0L), (domain.HugePages, MemoryBackingChanges.PageSizeOf(domain)!.Value));

        new MemoryBackingChanges(HugePages: false, Shared: false, Locked: false, Source: "", Discard: false, NotMerged: false).Apply(domain);
        Assert.DoesNotContain("memoryBacking", domain.ToXml(), StringComparison.Ordinal);
    }

    [Fact]
    public void PageSizeAlone_SwitchesNoHugePagesOn()
    {
        var domain = DomainXml.Parse(Definition);
        new MemoryBackingChanges(PageSize: 0).Apply(domain);
        Assert.False(domain.HugePages);
        domain.HugePages = true;
        new MemoryBackingChanges(HugePages: false, PageSize: 0).Apply(domain);
        Assert.DoesNotContain("memoryBacking", domain.ToXml(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2 * GiB - 1024, null, "It was started with 2 GiB.")]
    [InlineData(2 * GiB + (512 << 20) - 1024, null, "QEMU may use 512 MiB beside the 2 GiB with which it was started.")]
    [InlineData(2 * GiB + 4096, 2 * GiB + 8192, "QEMU may use 512 MiB beside the 2 GiB with which it was started.")]
    public void HardLimitThatMayEndWhatRuns_WaitsForTheStart(long hard, long? before, string why)
    {
        var (now, wanted) = (DomainXml.Parse(Definition), DomainXml.Parse(Definition));
        (now.MemoryHardLimitBytes, wanted.MemoryHardLimitBytes) = (before, hard);

        var step = Assert.Single(new LiveTuning(new RunningEdit(now, wanted), []).Steps());

        Assert.Equal(why, Assert.Throws<DefinitionException>(() => step.Set(null!)).Message);
    }

    [Fact]
    public void Limits_AreWritten_AndTakenAway()
    {
        var domain = DomainXml.Parse(Definition);
        new MemoryLimitsChanges(Hard: 4 * GiB, SwapHard: 5 * GiB).Apply(domain);
        Assert.Equal((4 * GiB, 3 * GiB, 5 * GiB), (domain.MemoryHardLimitBytes!.Value, domain.MemorySoftLimitBytes!.Value, domain.SwapHardLimitBytes!.Value));
        new MemoryLimitsChanges(0, 0, 0).Apply(domain);
        Assert.DoesNotContain("memtune", domain.ToXml(), StringComparison.Ordinal);
    }

    public static TheoryData<string, MachineChanges> Refused => new()
    {
        { "memoryBacking.pageSize", new MachineChanges(MemoryBacking: new(PageSize: HugePage)) },
        { "memoryBacking.pageSize", new MachineChanges(MemoryBacking: new(HugePages: true, PageSize: 16L << 20)) },
        { "memoryBacking.source", new MachineChanges(MemoryBacking: new(Source: "tape")) },
        { "memoryBacking.source", new MachineChanges(MemoryBacking: new(HugePages: true, Source: "file")) },
        { "memoryLimits.hard", new MachineChanges(MemoryLimits: new(Hard: -1)) },
        { "memoryLimits.hard", new MachineChanges(MaxMemory: 5 * GiB, MemoryLimits: new(Hard: 4 * GiB)) },
        { "memoryLimits.hard,memoryLimits.soft", new MachineChanges(MemoryLimits: new(Hard: 2 * GiB - 1)) },
        { "memoryLimits.soft", new MachineChanges(MemoryLimits: new(Hard: 4 * GiB, Soft: 4 * GiB + 1)) },
        { "memoryLimits.swapHard", new MachineChanges(MemoryLimits: new(SwapHard: 8 * GiB)) },
        { "numa.nodes", new MachineChanges(Numa: new(Nodes: "2")) },
        { "numa.nodes", new MachineChanges(Numa: new(Nodes: "0, 1")) },
        { "numa.mode", new MachineChanges(Numa: new(Mode: "strict")) },
        { "numa.mode", new MachineChanges(Numa: new(Nodes: "0", Mode: "fast")) },
        { "numa.mode", new MachineChanges(Numa: new(Nodes: "0-1", Mode: "preferred")) },
        { "numa.cells", new MachineChanges(Numa: new(Cells: [new("0-2", 2 * GiB)])) },
        { "numa.cells", new MachineChanges(Numa: new(Cells: [new("0-3", 2 * GiB - 1024)])) },
        { "numa.cells", new MachineChanges(Numa: new(Cells: [new("0-2", GiB), new("2-3", GiB)])) },
        { "numa.cells", new MachineChanges(Numa: new(Cells: [new("0-3", 3 * GiB), new("", -GiB)])) },
        { "numa.cells", new MachineChanges(Numa: new(Cells: [null!])) },
        { "numa.cells", new MachineChanges(Numa: new(Cells: [new(null!, 2 * GiB)])) },
        { "numa.cells", new MachineChanges(Numa: new(Cells: [new("0-3", long.MaxValue - 1023), new("", long.MaxValue - 1023)])) },
        { "numa.cells", new MachineChanges(Numa: new(Cells: []), MemoryModules: new(4, 8 * GiB)) },
        { "memoryModules.slots", new MachineChanges(MemoryModules: new(257, 8 * GiB)) },
        { "memoryModules.slots", new MachineChanges(MemoryModules: new(Maximum: 8 * GiB)) },
        { "memoryModules.maximum", new MachineChanges(MemoryModules: new(4)) },
        { "memoryModules.maximum", new MachineChanges(MemoryModules: new(4, GiB)) },
        { "memoryModules.maximum", new MachineChanges(MemoryModules: new(0, 8 * GiB)) },
        { "memoryLimits.swapHard", new MachineChanges(MemoryLimits: new(Hard: 4 * GiB, SwapHard: 4 * GiB - 1)) },
    };

    [Theory, MemberData(nameof(Refused))]
    public void WhatCanNotBe_IsRefusedAtItsField(string fields, MachineChanges changes) => Assert.Equal(fields.Split(','), Mistakes(changes));

    [Fact]
    public void WhatCanBe_IsTaken() => Assert.Empty(Mistakes(new MachineChanges(MemoryBacking: new(true, HugePage, true, true, "memfd", true, true), MemoryLimits: new(4 * GiB, 4 * GiB, 4 * GiB),
        MemoryModules: new(4, 8 * GiB), Numa: new("0-1", "interleave", [new("0,2", GiB), new("1,3", GiB)]))));

    [Fact]
    public void WhatMayGoWrong_IsSaid()
    {
        Assert.Equal(["memoryBacking.hugePages"], Doubts(new MachineChanges(MemoryBacking: new(HugePages: true, PageSize: HugePage))));
        Assert.Equal(["memoryBacking.hugePages"], Doubts(new MachineChanges(MemoryBacking: new(HugePages: true))));
        // 100 of 2 MiB are free.
        Assert.Empty(Doubts(new MachineChanges(MaxMemory: 100 * HugePage, MemoryBacking: new(HugePages: true, PageSize: HugePage))));
        Assert.Equal(["memoryBacking.locked"], Doubts(new MachineChanges(MemoryBacking: new(Locked: true))));
        Assert.Equal(["memoryBacking.shared"], Doubts(new MachineChanges(MemoryBacking: new(Shared: true))));
        Assert.Empty(Doubts(new MachineChanges(MemoryBacking: new(Shared: true, Source: "memfd", Locked: true), MemoryLimits: new(Hard: 4 * GiB))));
        Assert.Equal(["memoryLimits.hard"], Doubts(new MachineChanges(MemoryLimits: new(Hard: 2 * GiB + 1))));
    }

    private const string Divided = "<cpu><numa><cell id='0' cpus='0-1' memory='1' unit='GiB'><distances><sibling id='0' value='10'/></distances></cell><cell id='1' cpus='2-3' memory='1' unit='GiB'/></numa></cpu>";

    [Fact]
    public void Nodes_AreWritten_AndTakenAway()
    {
        var domain = DomainXml.Parse(Definition);
        new NumaChanges(Nodes: "0").Apply(domain);
        Assert.Equal(("strict", "0"), (domain.NumaMemoryMode, domain.NumaMemoryNodeSet));
        new NumaChanges(Mode: "interleave").Apply(domain);
        Assert.Equal(("interleave", "0"), (domain.NumaMemoryMode, domain.NumaMemoryNodeSet));
        new NumaChanges(Nodes: "").Apply(domain);
        Assert.DoesNotContain("numatune", domain.ToXml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Cells_KeepWhatElseTheySay()
    {
        var domain = DomainXml.Parse(Definition.Replace("<os>", $"{Divided}<os>", StringComparison.Ordinal));
        new NumaChanges(Cells: [new("0-2", 3 * GiB / 2), new("3", GiB / 2)]).Apply(domain);
        Assert.Equal([(0, "0-2", 3 * GiB / 2), (1, "3", GiB / 2)], domain.NumaCells.Select(cell => (cell.Id!.Value, cell.Cpus!, cell.MemoryBytes!.Value)));
        Assert.Single(domain.NumaCells[0].Distances);
        new NumaChanges(Cells: []).Apply(domain);
        Assert.DoesNotContain("numa", domain.ToXml(), StringComparison.Ordinal);
    }

    /// <summary>QEMU plugs memory into a node: the machine gets one, which follows its memory and its processors.</summary>
    [Fact]
    public void RoomForModules_BringsANode_WhichFollows()
    {
        var domain = DomainXml.Parse(Definition);
        new MemoryModulesChanges(4, 16 * GiB).Apply(domain);
        Assert.Equal((4, 16 * GiB), (domain.MaxMemorySlots!.Value, domain.MaxMemoryBytes!.Value));
        Assert.Equal([(0, "0-3", 2 * GiB)], domain.NumaCells.Select(cell => (cell.Id!.Value, cell.Cpus!, cell.MemoryBytes!.Value)));

        domain.Devices.Add(new MemoryDeviceXml(new System.Xml.Linq.XElement("memory")) { Model = "dimm", SizeBytes = GiB });
        ResourceChanges.Of(new MachineChanges(MaxVcpus: 6, MaxMemory: 4 * GiB)).Apply(domain);
        Assert.Equal([("0-5", 3 * GiB)], domain.NumaCells.Select(cell => (cell.Cpus!, cell.MemoryBytes!.Value)));

        new MemoryModulesChanges(0).Apply(domain);
        Assert.Null(domain.MaxMemorySlots);
    }

    [Fact]
    public void SeveralCells_AreDividedAnewWithTheMemory()
    {
        var divided = DomainXml.Parse(Definition.Replace("<os>", $"{Divided}<os>", StringComparison.Ordinal));
        Assert.Equal(["maxMemory"], Wrong(new MachineChanges(MaxMemory: 4 * GiB)));
        Assert.Equal(["maxVcpus"], Wrong(new MachineChanges(MaxVcpus: 8)));
        Assert.Empty(Wrong(new MachineChanges(MaxVcpus: 8, MaxMemory: 4 * GiB, Numa: new(Cells: [new("0-7", 4 * GiB)]))));

        IEnumerable<string> Wrong(MachineChanges changes) => ResourceChanges.Mistakes(changes, divided, Host).Concat(changes.Parts.SelectMany(part => part.Mistakes(Context(changes))))
            .Where(check => check.Mistake is not null).Select(check => check.Argument);
    }

    [Fact]
    public void MoreMemoryThanTheHardLimit_IsRefused()
    {
        var limited = DomainXml.Parse(Definition.Replace("<soft_limit unit='GiB'>3</soft_limit>", "<hard_limit unit='GiB'>3</hard_limit>", StringComparison.Ordinal));
        Assert.Equal("At most 3 GiB, its hard limit on the host.", ResourceChanges.Mistakes(new MachineChanges(MaxMemory: 4 * GiB), limited, Host).Single(check => check.Mistake is not null).Mistake);
        Assert.DoesNotContain(ResourceChanges.Mistakes(new MachineChanges(MaxMemory: 4 * GiB, MemoryLimits: new(Hard: 5 * GiB)), limited, Host), check => check.Mistake is not null);
    }

    [Fact]
    public void MemoryThatLeavesQemuLittle_IsWarnedOf()
    {
        var limited = DomainXml.Parse(Definition.Replace("<soft_limit unit='GiB'>3</soft_limit>", "<hard_limit unit='GiB'>3</hard_limit>", StringComparison.Ordinal));
        var machine = TestMachines.Web with { Xml = limited.ToXml(), InactiveXml = null };
        var edit = EditMachine.AsAction(null!).Create(machine, TestMachines.Host("local"), new MachineChanges(MaxMemory: 3 * GiB));

        Assert.Equal(["maxMemory"], edit.Warnings(InventorySnapshot.Empty).Select(warning => warning.Field));
        Assert.DoesNotContain(ResourceChanges.Of(new MachineChanges(MaxMemory: 5 * GiB / 2)).Doubts(limited), doubt => doubt.Text is not null);
        Assert.DoesNotContain(ResourceChanges.Of(new MachineChanges(MaxMemory: 3 * GiB, MemoryLimits: new(Hard: 4 * GiB))).Doubts(limited), doubt => doubt.Text is not null);
    }

    private static IEnumerable<string> Mistakes(MachineChanges changes) => changes.Parts.SelectMany(part => part.Mistakes(Context(changes))).Where(check => check.Mistake is not null).Select(check => check.Argument);

    private static IEnumerable<string> Doubts(MachineChanges changes) => changes.Parts.SelectMany(part => part.Warnings(Context(changes))).Where(doubt => doubt.Text is not null).Select(doubt => doubt.Argument);

    private static PartContext Context(MachineChanges changes) =>
        new(DomainXml.Parse(Definition), Host, new HostOffer(null) { FreePages = [new FreePages(HugePage, 100), new FreePages(GiB, 0)] }, changes.MaxVcpus ?? 4) { Asked = changes };
}

using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Hypervisor;

public sealed class InventoryChangeTests
{
    private static readonly (string Host, Guid Uuid) Pool = ("local", Guid.NewGuid());

    private static readonly Machine ByPath = TestMachines.Named("web-01") with
    {
        Xml = "<domain><devices><disk type='file' device='disk'><source file='/srv/a'/><target dev='vda'/></disk></devices></domain>",
    };

    private static readonly Machine ByPool = TestMachines.Named("web-02") with
    {
        Xml = "<domain><devices><disk type='volume' device='disk'><source pool='images' volume='a'/><target dev='vda'/></disk></devices></domain>",
    };

    [Fact]
    public void VolumeThatComesAndGoes_TouchesTheMachineThatNamesItByPath()
    {
        Assert.True(new InventoryChange(With("a", "b"), With("b")).TouchesLinksOf(ByPath));
        Assert.True(new InventoryChange(With("b"), With("a", "b")).TouchesLinksOf(ByPath));
        Assert.False(new InventoryChange(With("b"), With("b", "c")).TouchesLinksOf(ByPath));
    }

    [Fact]
    public void VolumesThatGoWithTheirPool_TouchTheMachineThatNamesThem()
    {
        var gone = With("a") with { Volumes = With("a").Volumes.Clear() };
        Assert.True(new InventoryChange(With("a"), gone).TouchesLinksOf(ByPath));
        Assert.True(new InventoryChange(With("a"), gone).TouchesLinksOf(ByPool));
        Assert.False(new InventoryChange(With("a"), gone).TouchesLinksOf(TestMachines.Named("other")));
    }

    [Fact]
    public void VolumeOfAnotherMachine_TouchesNoneThatHasADiskBesideIt()
    {
        var beside = new InventoryChange(With("a", "b"), With("a", "b", "c"));
        Assert.False(beside.TouchesLinksOf(ByPath));
        Assert.False(beside.TouchesLinksOf(ByPool));
        var own = new InventoryChange(With("a", "b"), With("b"));
        Assert.True(own.TouchesLinksOf(ByPath));
        Assert.True(own.TouchesLinksOf(ByPool));
    }

    [Fact]
    public void Definition_IsTouchedOnlyByTheOneOfTheNextStart()
    {
        var machine = ByPath with { State = MachineState.ShutOff };
        bool Touches(Machine before, Machine after) => new InventoryChange(With(before), With(after)).TouchesDefinitionOf(machine.Id);

        Assert.False(Touches(machine, machine with { MemoryBytes = 1 }));
        Assert.False(Touches(machine, machine with { State = MachineState.Running, Xml = "<domain id='1'/>", InactiveXml = machine.Xml }));
        Assert.True(Touches(machine, machine with { Xml = "<domain/>" }));
        Assert.True(Touches(machine with { InactiveXml = "<domain/>" }, machine with { InactiveXml = "<domain><title>web</title></domain>" }));
    }

    /// <summary>Of other hosts, and of what only moves, a form for a new machine wants to hear nothing.</summary>
    [Fact]
    public void PartsOfAHost_AreTouchedOnlyByItsOwn()
    {
        static InventorySnapshot Set(InventorySnapshot inventory, Machine machine) => inventory with { Machines = inventory.Machines.SetItem(machine.Id, machine) };
        var one = Set(With("a"), ByPath);
        bool Touches(InventorySnapshot after, string host = "local") => new InventoryChange(one, after).TouchesPartsOf(host);

        Assert.True(Touches(one with { Volumes = With("a", "b").Volumes }));
        Assert.True(Touches(Set(one, ByPool)));
        Assert.True(Touches(Set(one, ByPath with { Xml = "<domain/>" })));
        Assert.False(Touches(Set(one, ByPath with { MemoryBytes = 1 })));
        Assert.False(Touches(Set(one with { Volumes = With("a", "b").Volumes }, ByPool), "other"));
        Assert.False(Touches(one));
    }

    private static InventorySnapshot With(Machine machine) => InventorySnapshot.Empty with { Machines = InventorySnapshot.Empty.Machines.Add(machine.Id, machine) };

    private static InventorySnapshot With(params IEnumerable<string> volumes) => (InventorySnapshot.Empty with
    {
        StoragePools = InventorySnapshot.Empty.StoragePools.Add(Pool, new StoragePool(Pool.Host, Pool.Uuid, "images", "running", true, true, 0, 0, 0, "<pool/>")),
    }).WithVolumes(Pool, new PoolVolumes([.. volumes.Select(name => new StorageVolume(name, $"/srv/{name}", "raw", 1, 1))]));
}

using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Hypervisor;

public sealed class InventorySnapshotTests
{
    private static readonly (string Host, Guid Pool) Key = ("local", Guid.NewGuid());

    [Fact]
    public void SameVolumes_ChangeNothing()
    {
        var snapshot = WithPool(InventorySnapshot.Empty, Key).WithVolumes(Key, Volumes("a"));

        Assert.Same(snapshot, snapshot.WithVolumes(Key, Volumes("a")));
        Assert.NotSame(snapshot, snapshot.WithVolumes(Key, Volumes("a", "b")));
    }

    [Fact]
    public void VolumesOfAPoolThatIsGone_GoWithTheNextReading()
    {
        var gone = ("local", Guid.NewGuid());
        var snapshot = WithPool(WithPool(InventorySnapshot.Empty, Key), gone).WithVolumes(gone, Volumes("a"));
        snapshot = snapshot with { StoragePools = snapshot.StoragePools.Remove(gone) };

        Assert.Equal([Key], snapshot.WithVolumes(Key, Volumes("b")).Volumes.Keys);
        // Read while its pool was being removed.
        Assert.Empty(snapshot.WithVolumes(gone, Volumes("a")).Volumes);
    }

    [Fact]
    public void AskedMemory_IsThatOfTheStart_ThenWhatItWasToldSince()
    {
        var off = TestMachines.Named("web-01", MachineState.ShutOff);
        var on = off with { IsActive = true, State = MachineState.Running, StartedAt = DateTimeOffset.UnixEpoch, InactiveXml = "<domain><memory>2048</memory><currentMemory>1024</currentMemory></domain>" };
        var started = InventorySnapshot.Empty.WithMachine(off).WithMachine(on);
        Assert.Equal(1 << 20, Asked(started));
        Assert.Equal(1 << 20, Asked(started.WithMachine(on with { InactiveXml = "<domain><memory>2048</memory></domain>" })));
        var told = started.WithAskedMemory(off.Id, 3 << 20);
        Assert.Equal(3 << 20, Asked(told.WithMachine(on with { Title = "read again" })));

        // It was started anew.
        Assert.Equal(1 << 20, Asked(told.WithMachine(on with { StartedAt = DateTimeOffset.UnixEpoch.AddHours(1) })));
        Assert.Null(Asked(told.WithMachine(off)));
        // Nobody has seen it start.
        Assert.Null(Asked(InventorySnapshot.Empty.WithMachine(on)));

        long? Asked(InventorySnapshot snapshot) => snapshot.Machines[off.Id].AskedMemoryBytes;
    }

    [Fact]
    public void DiskErrors_AreKeptForAsLongAsTheyStopTheMachine()
    {
        var machine = TestMachines.Named("web-01", MachineState.Paused) with { Reason = MachineReason.IoError };
        var snapshot = InventorySnapshot.Empty.WithMachine(machine).WithDiskErrors(machine.Id, [new DiskError("vda", NoSpace: true)]);

        Assert.Same(snapshot, snapshot.WithDiskErrors(machine.Id, [new DiskError("vda", NoSpace: true)]));
        // Read again before QEMU has reported the disk again.
        Assert.Same(snapshot, snapshot.WithMachine(machine));

        var resumed = snapshot.WithMachine(machine with { State = MachineState.Running, Reason = MachineReason.Unpaused });
        Assert.Empty(resumed.Machines[machine.Id].DiskErrors);
        // An answer that comes too late.
        Assert.Same(resumed, resumed.WithDiskErrors(machine.Id, [new DiskError("vda", NoSpace: true)]));
        Assert.Same(InventorySnapshot.Empty, InventorySnapshot.Empty.WithDiskErrors(machine.Id, []));
    }

    private static InventorySnapshot WithPool(InventorySnapshot snapshot, (string Host, Guid Uuid) key) => snapshot with
    {
        StoragePools = snapshot.StoragePools.Add(key, new StoragePool(key.Host, key.Uuid, "images", "running", true, true, 0, 0, 0, "<pool/>")),
    };

    private static PoolVolumes Volumes(params IEnumerable<string> names) =>
        new([.. names.Select(name => new StorageVolume(name, $"/srv/{name}", "raw", 1, 1))]);
}

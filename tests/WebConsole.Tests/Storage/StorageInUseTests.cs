using WebConsole.Features.Storage.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Storage.Volumes;
using WebConsole.Tests.Operations;
using Xunit;
using static WebConsole.Tests.Storage.TestStorage;

namespace WebConsole.Tests.Storage;

/// <summary>What machines or other images use is left alone.</summary>
public sealed class StorageInUseTests
{
    [Fact]
    public async Task DiskOfARunningMachine_IsNeitherResizedNorCopied()
    {
        var machine = TestMachines.Web with { Xml = "<domain><devices><disk type='file'><source file='/srv/images/web.img'/><target dev='vda'/></disk></devices></domain>" };

        Assert.Equal((RefusalReason.Conflict, "It is a disk of web-01. Stop the machine first."), await RefusalAsync(Resize(new NewSize(2 << 20)), machine));
        Assert.Equal(RefusalReason.Conflict, (await RefusalAsync(CopyVolume.AsAction.Create(new PoolVolume(Pool, Disk), TestMachines.Host("local"), new VolumeCopy("b")), machine)).Item1);
        var contents = TestActions.Registry.Find(ObjectKind.Pool, "delete")!.Create(Pool, TestMachines.Host("local"), new PoolDeletion(Contents: true));
        Assert.Equal(RefusalReason.Conflict, (await RefusalAsync(contents, machine with { IsActive = false })).Item1);
        // A disk that comes with the next start is in use, too.
        Assert.Equal(RefusalReason.Conflict, (await RefusalAsync(contents, machine with { Xml = "<domain/>", InactiveXml = machine.Xml })).Item1);
    }

    /// <summary>Between the request and its turn a machine may start; and of a remote host, what is read in the task is all there is.</summary>
    [Theory]
    [InlineData("delete", "Machines have disks in it: web-01. Remove their disks first, or keep what lies in the pool.")]
    [InlineData("resize", "It is a disk of web-01. Stop the machine first.")]
    [InlineData("copy", "web.img is a disk of web-01: while it is written to, a copy would be torn. Stop the machine first.")]
    [InlineData("below", "web-01 runs and writes to web.img: what rests on that would be torn. Stop the machine first.")]
    public async Task DiskThatIsSeenOnlyInTheTask_IsLeftAlone(string action, string says)
    {
        var (volume, host) = (new PoolVolume(Pool, Disk), TestMachines.Host("local"));
        await using var rig = Rig();
        var machine = TestMachines.Web with { Xml = "<domain><devices><disk type='file'><source file='/srv/images/web.img'/><target dev='vda'/></disk></devices></domain>" };
        rig.Inventory.BeginReading("local", _ =>
        {
            rig.Inventory.Update(snapshot => snapshot with { Machines = snapshot.Machines.SetItem(machine.Id, machine) });
            return Task.CompletedTask;
        });

        var task = await rig.RunAsync(action switch
        {
            "resize" => Resize(new NewSize(2 << 20)),
            "copy" => CopyVolume.AsAction.Create(volume, host, new VolumeCopy("b")),
            "below" => CreateVolume.AsAction.Create(Pool, host, new NewVolume("top.qcow2", 2 << 20, Backing: new BackingVolume(Pool.Uuid, Disk.Name))),
            _ => TestActions.Registry.Find(ObjectKind.Pool, "delete")!.Create(Pool, host, new PoolDeletion(Contents: true)),
        }, TestUsers.With(Role.Administrator));

        Assert.Equal(says, task.Error);
    }

    [Fact]
    public async Task ImageThatAnotherVolumeRestsOn_IsNeitherResizedNorDeletedWithItsPool()
    {
        var other = PoolNamed("other");
        await using var rig = Rig();
        rig.Inventory.Update(snapshot => snapshot with
        {
            StoragePools = snapshot.StoragePools.Add((other.Host, other.Uuid), other),
            Volumes = snapshot.Volumes.Add((other.Host, other.Uuid), new PoolVolumes(Disk with { Name = "above.qcow2", Path = "/srv/other/above.qcow2", BackingPath = Disk.Path })),
        });

        var resized = await rig.StartAsync(Resize(new NewSize(2 << 20)), TestUsers.With(Role.Administrator));
        var deleted = await rig.StartAsync(TestActions.Registry.Find(ObjectKind.Pool, "delete")!.Create(Pool, TestMachines.Host("local"), new PoolDeletion(Contents: true)), TestUsers.With(Role.Administrator));

        Assert.Equal("The volume above.qcow2 of the pool other rests on it: another size would destroy that.", resized.Refusal);
        Assert.StartsWith("Volumes of other pools rest on images in it: above.qcow2.", deleted.Refusal, StringComparison.Ordinal);
    }

    /// <summary>Of a machine that is off, over an image that no pool lists.</summary>
    [Fact]
    [Trait("Attack", "J2")]
    public async Task VolumeBelowADisk_IsNotResized()
    {
        var machine = TestMachines.Named("web-01", MachineState.ShutOff) with { Xml = "<domain><devices><disk type='file'><source file='/elsewhere/top.qcow2'/><backingStore type='file'><source file='/srv/images/web.img'/></backingStore></disk></devices></domain>" };

        Assert.Equal((RefusalReason.Conflict, "A disk of web-01 rests on it: another size would destroy that."), await RefusalAsync(ResizeVolume.AsAction.Create(new PoolVolume(Pool, Disk with { AllocationBytes = 0 }), TestMachines.Host("local"), new NewSize(1000, Shrink: true)), machine));
        Assert.Null((await RefusalAsync(Resize(new NewSize(2 << 20)), machine with { Xml = "<domain><devices><disk type='file'><source file='/srv/images/web.img'/></disk></devices></domain>" })).Item2);
    }

    /// <summary>libvirt starts no machine whose definition names a pool that is gone.</summary>
    [Fact]
    public async Task PoolThatADefinitionNames_IsNotForgotten()
    {
        var machine = TestMachines.Named("web-01", MachineState.ShutOff) with { Xml = "<domain><devices><disk type='volume'><source pool='images' volume='web.img'/></disk></devices></domain>" };
        var forget = TestActions.Registry.Find(ObjectKind.Pool, "delete")!.Create(Pool, TestMachines.Host("local"), new PoolDeletion());

        Assert.Equal((RefusalReason.Conflict, "Machines name it in their definitions: web-01. They could not start any more. Give their disks a path instead, or remove these disks first."), await RefusalAsync(forget, machine));
        Assert.Null((await RefusalAsync(forget, machine with { Xml = "<domain/>", InactiveXml = "<domain><devices><disk type='file'><source file='/srv/images/web.img'/></disk></devices></domain>" })).Item2);
    }

    /// <summary>What lies in a directory stays there; what lies in a group of LVM goes with the pool.</summary>
    [Theory]
    [InlineData("dir", "type='volume'", "pool='images' volume='web.img'", true)]
    [InlineData("dir", "type='file'", "file='/srv/images/web.img'", false)]
    [InlineData("logical", "type='file'", "file='/srv/images/web.img'", true)]
    public async Task StoppedPool_NamesTheMachinesThatCantStart(string kind, string type, string source, bool named)
    {
        await using var rig = Rig();
        var machine = TestMachines.Named("web-01", MachineState.ShutOff) with { Xml = $"<domain><devices><disk {type}><source {source}/></disk></devices></domain>" };
        var pool = Pool with { Xml = Pool.Xml.Replace("'dir'", $"'{kind}'", StringComparison.Ordinal) };
        rig.Inventory.Update(snapshot => snapshot with { StoragePools = snapshot.StoragePools.SetItem((pool.Host, pool.Uuid), pool), Machines = snapshot.Machines.SetItem(machine.Id, machine) });

        Assert.Equal(named ? "These machines can't start while it is stopped: web-01." : null, rig.Runner.WhatSuffers(StopPool.AsAction.Create(pool, TestMachines.Host("local"))));
    }

    /// <summary>After a move the original is deleted: a machine that names it in another way than as its disk would not start again.</summary>
    [Theory]
    [InlineData("<domain><os><kernel>/srv/images/web.img</kernel></os></domain>")]
    [InlineData("<domain><devices><disk type='volume'><source pool='twin' volume='web.img'/></disk></devices></domain>")]
    [InlineData("<domain><devices><disk type='file'><source file='/elsewhere/top.qcow2'/><backingStore type='file'><source file='/srv/images/web.img'/></backingStore></disk></devices></domain>")]
    [InlineData("<domain><devices><disk type='file'><source file='/srv/images/web.img'/></disk></devices></domain>", true)]
    public async Task Move_IsRefusedWhereAMachineCantFollow(string definition, bool follows = false)
    {
        var machine = TestMachines.Named("web-01", MachineState.ShutOff) with { Xml = definition };
        var (into, twin) = (PoolNamed("other"), PoolNamed("twin") with { Xml = Pool.Xml });
        await using var rig = Rig();
        rig.Inventory.Update(snapshot => snapshot with
        {
            StoragePools = snapshot.StoragePools.Add((into.Host, into.Uuid), into).Add((twin.Host, twin.Uuid), twin),
            Volumes = snapshot.Volumes.Add((twin.Host, twin.Uuid), new PoolVolumes(Disk)),
            Machines = snapshot.Machines.SetItem(machine.Id, machine),
        });

        var move = TestActions.Registry.Find(ObjectKind.Volume, "move")!.Create(new PoolVolume(Pool, Disk), TestMachines.Host("local"), new VolumeMove(into.Uuid));

        Assert.Equal(follows ? null : "web-01 uses web.img in a way that can't follow: by a link or another pool, as its kernel or firmware, or below an image that is in no pool.",
            (await rig.StartAsync(move, TestUsers.With(Role.Administrator))).Refusal);
    }

    /// <summary>Also one of a machine that does not run, and one that another image rests on.</summary>
    [Fact]
    [Trait("Attack", "J2")]
    public async Task VolumeInUse_IsNeitherDeletedNorWiped()
    {
        var machine = TestMachines.Named("web-01", MachineState.ShutOff) with { Xml = "<domain><devices><disk type='file'><source file='/srv/images/web.img'/><target dev='vda'/></disk></devices></domain>" };

        foreach (var action in new[] { DeleteVolume.AsAction, WipeVolume.AsAction })
        {
            var operation = action.Create(new PoolVolume(Pool, Disk), TestMachines.Host("local"));
            Assert.Equal((RefusalReason.Conflict, "web.img is used by web-01. What uses a volume has to go first."), await RefusalAsync(operation, machine));
            await using var rig = Rig();
            rig.Inventory.Update(snapshot => snapshot with { Volumes = snapshot.Volumes.SetItem((Pool.Host, Pool.Uuid), new PoolVolumes(Disk, Disk with { Name = "above.qcow2", Path = "/srv/images/above.qcow2", BackingPath = Disk.Path })) });
            Assert.Equal("above.qcow2 rests on web.img. What uses a volume has to go first.", (await rig.StartAsync(operation, TestUsers.With(Role.Administrator))).Refusal);
            Assert.Equal(RefusalReason.NotAllowed, (await rig.StartAsync(operation, TestUsers.With(Role.Operator))).Reason);
        }
    }

    /// <summary>Of a pool with more volumes than are read, nobody knows what the others rest on.</summary>
    [Fact]
    [Trait("Attack", "J2")]
    public async Task VolumeBesideUnreadOnes_IsKept()
    {
        await using var rig = Rig();
        var large = PoolNamed("large");
        rig.Inventory.Update(snapshot => snapshot with
        {
            StoragePools = snapshot.StoragePools.SetItem((Pool.Host, large.Uuid), large),
            Volumes = snapshot.Volumes.SetItem((Pool.Host, Pool.Uuid), new PoolVolumes(Disk)).SetItem((Pool.Host, large.Uuid), new PoolVolumes([Disk with { Name = "other.img", Path = "/srv/large/other.img" }], 10_001)),
        });

        foreach (var action in new[] { DeleteVolume.AsAction, WipeVolume.AsAction })
            Assert.Equal("The pool large has more than 10,000 volumes, and the others are not looked at: one of them may rest on web.img.",
                (await rig.StartAsync(action.Create(new PoolVolume(Pool, Disk), TestMachines.Host("local")), TestUsers.With(Role.Administrator))).Refusal);
    }
}

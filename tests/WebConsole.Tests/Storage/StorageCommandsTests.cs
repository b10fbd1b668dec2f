using System.Text.Json;
using Microsoft.AspNetCore.Http;
using WebConsole.Features.Storage.Commands;
using WebConsole.Features.Storage.Downloads;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Storage.Kinds;
using WebConsole.Storage.Volumes;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>What is refused before a task begins: invalid fields, and conflicts.</summary>
public sealed class StorageCommandsTests
{
    private static readonly StoragePool Pool = new("local", Guid.Parse("5b1d6d5e-5b2c-4f5e-9d0e-2f6b0a1d9a55"), "images", "running", true, true, 100 << 20, 10 << 20, 90 << 20,
        "<pool type='dir'><name>images</name><target><path>/srv/images</path></target></pool>");

    private static readonly StorageVolume Disk = new("web.img", "/srv/images/web.img", "raw", 1 << 20, 1 << 20);

    [Theory]
    [Trait("Attack", "J2")]
    [InlineData("dir", "", "/srv/a", "name", "A name is needed.")]
    [InlineData("dir", "a/b", "/srv/a", "name", "Any letters and signs but /, and no space at the ends.")]
    [InlineData("dir", "a\nb", "/srv/a", "name", "Any letters and signs but /, and no space at the ends.")]
    [InlineData("dir", "images", "/srv/a", "name", "There is a pool images on local already.")]
    [InlineData("dir", "new", "srv/a", "path", "A path from the root, such as /srv/images.")]
    [InlineData("dir", "new", null, "path", "Directory is needed.")]
    [InlineData("dir", "new", "/", "path", "A directory below the root, such as /srv/images.")]
    [InlineData("dir", "new", "/srv/../etc", "path", "The path itself, without //, . or ..")]
    [InlineData("dir", "new", "//srv/images", "path", "The path itself, without //, . or ..")]
    [InlineData("dir", "new", "/srv/images/.", "path", "The path itself, without //, . or ..")]
    [InlineData("dir", "new", "/etc/pools", "path", "This directory belongs to the system. Choose one that is for disks only.")]
    [InlineData("dir", "new", "/var/lib/webconsole/sessions", "path", "This directory belongs to the system. Choose one that is for disks only.")]
    [InlineData("dir", "new", "/srv/images/", "path", "The pool images has that directory already.")]
    [InlineData("tape", "new", "/srv/a", "type", "One of dir, netfs, logical, fs, disk, iscsi, iscsi-direct, rbd, gluster, zfs, scsi, mpath, vstorage.")]
    public async Task NewPool_NamesTheWrongField(string type, string name, string? path, string field, string says)
    {
        var result = await StartAsync(TestActions.Registry.Find(ObjectKind.Host, CreatePool.Word)!.Create(TestMachines.Host("local"), TestMachines.Host("local"), new NewPool(type, name, path)));

        Assert.Equal(RefusalReason.Invalid, result.Reason);
        Assert.Equal([says], result.Errors[field]);
        Assert.Single(result.Errors);
    }

    [Fact]
    [Trait("Attack", "J2")]
    public void VirshLines_AreQuoted() => Assert.Equal(
        """
        virsh -c test:///default pool-define-as --name='a b; rm' --type dir --target='/srv/it'\''s'
        virsh -c test:///default pool-build --pool='a b; rm'
        virsh -c test:///default pool-start --pool='a b; rm'
        """.ReplaceLineEndings("\n"),
        TestActions.Registry.Find(ObjectKind.Host, CreatePool.Word)!.Create(TestMachines.Host("local"), TestMachines.Host("local"), new NewPool("dir", "a b; rm", "/srv/it's", Autostart: false)).VirshLine);

    [Theory]
    [InlineData(null, null, "A size in bytes greater than zero.")]
    [InlineData(0L, null, "A size in bytes greater than zero.")]
    [InlineData(-1L, true, "A size in bytes greater than zero.")]
    [InlineData(long.MinValue, true, "A size in bytes greater than zero.")]
    [InlineData((1L << 60) + 1, null, "At most 1 EiB.")]
    [InlineData(long.MaxValue, null, "At most 1 EiB.")]
    [InlineData(1000L, null, "The new size is smaller, so the data at the end would be lost. Set shrink to allow it.")]
    [InlineData(1000L, false, "The new size is smaller, so the data at the end would be lost. Set shrink to allow it.")]
    public async Task Resize_NamesTheWrongSize(long? capacity, bool? shrink, string says)
    {
        var result = await StartAsync(Resize(new NewSize(capacity, shrink)));

        Assert.Equal((RefusalReason.Invalid, says), (result.Reason, Assert.Single(result.Errors["capacity"])));
    }

    /// <summary>libvirt's own words, "can't shrink capacity below existing allocation", say nothing of what to do.</summary>
    [Theory]
    [InlineData("raw", 1000)]
    [InlineData("qcow2", (1 << 20) + 1)]
    public async Task LessThanAVolumeTakes_IsRefused(string format, long capacity)
    {
        var full = new PoolVolume(Pool, Disk with { Format = format, AllocationBytes = (1 << 20) + 4096 });

        var result = await StartAsync(ResizeVolume.AsAction.Create(full, TestMachines.Host("local"), new NewSize(capacity, Shrink: true)));

        Assert.Equal("It takes 1.0 MiB already, and libvirt makes no volume smaller than what it takes. Copy its data into a new, smaller one.", Assert.Single(result.Errors["capacity"]));
    }

    [Fact]
    [Trait("Attack", "J2")]
    public async Task MoreThanThePoolHasLeft_IsRefused()
    {
        var device = Disk with { Format = "block" };
        var grown = await StartAsync(ResizeVolume.AsAction.Create(new PoolVolume(Pool, device), TestMachines.Host("local"), new NewSize(200 << 20)));
        Assert.Equal("The pool has 90 MiB left.", Assert.Single(grown.Errors["capacity"]));

        foreach (var large in new[] { device with { CapacityBytes = 91 << 20 }, Disk with { AllocationBytes = 91 << 20 } })
            Assert.Equal("The copy takes 91 MiB, and the pool images has 90 MiB left, as of its last refresh.",
                (await StartAsync(CopyVolume.AsAction.Create(new PoolVolume(Pool, large), TestMachines.Host("local"), new VolumeCopy("b")))).Refusal);
    }

    [Theory]
    [InlineData("", "A name is needed.")]
    [InlineData("a/b", "Any letters and signs but /, and no space at the ends.")]
    [InlineData("b ", "Any letters and signs but /, and no space at the ends.")]
    [InlineData("-b", "It must not begin with a hyphen: programs take it for an option.")]
    [InlineData("web.img", "There is a volume web.img in the pool images already.")]
    public async Task Copy_NamesTheWrongName(string name, string says)
    {
        var result = await StartAsync(CopyVolume.AsAction.Create(new PoolVolume(Pool, Disk), TestMachines.Host("local"), new VolumeCopy(name)));

        Assert.Equal((RefusalReason.Invalid, says), (result.Reason, Assert.Single(result.Errors["name"])));
    }

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

    [Theory]
    [InlineData("clone", "vol-create secret-define secret-set-value --quiet")]
    [InlineData("move", "vol-create secret-define secret-set-value --quiet vol-delete")]
    public void PassphraseOfACopy_IsNotSaid(string action, string commands)
    {
        var safe = new PoolVolume(Pool, Disk with { Encrypted = true });
        object asked = action is "clone" ? new VolumeCopy("b", Passphrase: "k0nfidential") : new VolumeMove(Guid.NewGuid(), "k0nfidential");

        var operation = TestActions.Registry.Find(ObjectKind.Volume, action)!.Create(safe, TestMachines.Host("local"), asked);

        Assert.Equal(["k0nfidential"], operation.Secrets);
        Assert.Contains(("encrypted", "true"), operation.Parameters);
        Assert.Equal(commands, string.Join(' ', operation.VirshLine.Split('\n').Select(line => line.Split(' ')[3])));
        Assert.DoesNotContain("k0nfidential", $"{asked}{operation}{operation.VirshLine}{string.Join(' ', operation.Parameters)}", StringComparison.Ordinal);
    }

    private static StoragePool PoolNamed(string name) => Pool with { Uuid = Guid.NewGuid(), Name = name, Xml = $"<pool type='dir'><name>{name}</name><target><path>/srv/{name}</path></target></pool>" };

    [Theory]
    [Trait("Attack", "Z1")]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Operator)]
    public async Task Storage_IsTheAdministrators(Role role)
    {
        await using var rig = Rig();
        foreach (var action in TestActions.Registry.Of(ObjectKind.Pool))
            Assert.Equal(RefusalReason.NotAllowed, (await rig.StartAsync(action.Create(Pool, TestMachines.Host("local"), action.Arguments is { } arguments ? JsonSerializer.Deserialize("{}", arguments) : null), TestUsers.With(role))).Reason);
        Assert.Equal(RefusalReason.NotAllowed, (await rig.StartAsync(Resize(new NewSize(2 << 20)), TestUsers.With(role))).Reason);
    }

    /// <summary>A seed holds hashes of passwords, or a password.</summary>
    [Theory]
    [Trait("Attack", "Z1")]
    [InlineData(Role.Operator, "yes", RefusalReason.NotAllowed)]
    [InlineData(Role.Operator, "no", null)]
    [InlineData(Role.Administrator, "yes", null)]
    public async Task SeedOfAMachine_IsReadByWhoeverConfigures(Role role, string written, RefusalReason? refusal)
    {
        await using var rig = Rig();
        var metadata = $"<metadata><wc:machine xmlns:wc='{Libvirt.Xml.DomainXml.WebConsoleNamespace}'><wc:medium pool='{Pool.Uuid:D}' volume='{Disk.Name}' until='booted' delete='{written}'/></wc:machine></metadata>";
        var machine = TestMachines.Named("web") with { Xml = $"<domain>{metadata}</domain>", InactiveXml = $"<domain>{metadata}</domain>" };
        rig.Inventory.Update(snapshot => snapshot with { Machines = snapshot.Machines.SetItem(machine.Id, machine) });

        var download = DownloadVolume.Of(rig.Inventory.Current, new PoolVolume(Pool, Disk), "test:///default", new DownloadResponse(new DefaultHttpContext(), Disk.Name));

        Assert.Equal(refusal, (await rig.StartAsync(download, TestUsers.With(role))).Reason);
    }

    private static Operation Resize(NewSize size) => ResizeVolume.AsAction.Create(new PoolVolume(Pool, Disk), TestMachines.Host("local"), size);

    private static async Task<OperationResult> StartAsync(Operation operation)
    {
        await using var rig = Rig();
        return await rig.StartAsync(operation, TestUsers.With(Role.Administrator));
    }

    private static async Task<(RefusalReason?, string?)> RefusalAsync(Operation operation, Machine machine)
    {
        await using var rig = Rig();
        rig.Inventory.Update(snapshot => snapshot with { Machines = snapshot.Machines.SetItem(machine.Id, machine) });
        var result = await rig.StartAsync(operation, TestUsers.With(Role.Administrator));
        return (result.Reason, result.Refusal);
    }

    private static OperationsRig Rig()
    {
        var rig = new OperationsRig();
        rig.Inventory.Update(snapshot => snapshot with
        {
            StoragePools = snapshot.StoragePools.Add((Pool.Host, Pool.Uuid), Pool),
            Volumes = snapshot.Volumes.Add((Pool.Host, Pool.Uuid), new PoolVolumes(Disk)),
        });
        return rig;
    }
}

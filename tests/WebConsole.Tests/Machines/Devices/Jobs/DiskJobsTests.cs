using System.Collections.Immutable;
using WebConsole.Actions;
using WebConsole.Features.Machines.Commands;
using WebConsole.Features.Machines.Devices;
using WebConsole.Features.Machines.Devices.Jobs;
using WebConsole.Features.Machines.Hardware;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Tests.Operations;
using Xunit;
using DomainBlockJobInfo = Libvirt.DomainBlockJobInfo;
using DomainBlockJobType = Libvirt.DomainBlockJobType;

namespace WebConsole.Tests.Machines.Devices.Jobs;

/// <summary>Which disks can be moved, flattened and merged, what is refused with which words, and virsh's lines.</summary>
public sealed class DiskJobsTests
{
    private const string Chain = "<source file='/srv/images/top.qcow2'/><backingStore type='file'><format type='qcow2'/><source file='/srv/images/middle.qcow2'/><backingStore type='file'><format type='qcow2'/><source file=\"/srv/images/it's.qcow2\"/><backingStore/></backingStore></backingStore>";

    private static readonly Guid Images = Guid.Parse("11111111-1111-4111-8111-111111111111"), Small = Guid.Parse("22222222-2222-4222-8222-222222222222");

    private readonly InventoryStore _inventory = new();

    private DevicePlanner Planner => new(null!, _inventory, new MachineEdges());

    [Theory]
    [InlineData("", null)]
    [InlineData("<readonly/>", "It is read-only.")]
    [InlineData("<shareable/>", "Other machines may write to it at the same time.")]
    [InlineData("<transient/>", "What the guest writes to it is dropped at power-off.")]
    [InlineData("<encryption format='luks'/>", "It is encrypted, and the result would need a passphrase of its own.")]
    public void DiskOfAnotherKind_IsRefusedWithItsReason(string more, string? why)
    {
        var disk = Disk(more: more);

        Assert.Equal(why, Flatten(disk, new()).WhyConflicts(_inventory.Current));
        Assert.Equal(why is null, DiskJobRules.Applies(disk));
    }

    [Fact]
    public void MachineThatIsOff_AnotherImageAtTheNextStart_AndAJob_AreRefused()
    {
        Assert.Equal("The machine does not run. Its volume can be moved under Storage.", Flatten(Disk(change: machine => machine with { IsActive = false }), new()).WhyConflicts(_inventory.Current));
        Assert.StartsWith("The next start uses another image", Flatten(Disk(change: machine => machine with { InactiveXml = machine.Xml.Replace("top.qcow2", "new.qcow2", StringComparison.Ordinal) }), new()).WhyConflicts(_inventory.Current), StringComparison.Ordinal);
        Assert.StartsWith("The disk is gone at the next start", Flatten(Disk(change: machine => machine with { InactiveXml = "<domain type='kvm'><devices/></domain>" }), new()).WhyConflicts(_inventory.Current), StringComparison.Ordinal);
        var busy = Disk(change: machine => machine with { DiskJobs = [new DiskJob("vda", DiskJobKind.Copy)] });
        Assert.StartsWith("Another job works on this disk", Flatten(busy, new()).WhyConflicts(_inventory.Current), StringComparison.Ordinal);
        Assert.False(DiskJobRules.Applies(busy));
        Assert.Equal("Only QEMU can do this.", Flatten(Disk(change: machine => machine with { Xml = machine.Xml.Replace("'kvm'", "'xen'", StringComparison.Ordinal), InactiveXml = null }), new()).WhyConflicts(_inventory.Current));
    }

    [Fact]
    public void WrongArguments_AreNamedByTheirFields()
    {
        var disk = Disk();
        Assert.Equal(["pool"], Move(disk, new()).Mistakes(_inventory.Current).Keys);
        Assert.Equal(["format"], Move(disk, new(Images, "a.vmdk", "vmdk")).Mistakes(_inventory.Current).Keys);
        Assert.Equal(["rate"], Move(disk, new(Images, Rate: -1)).Mistakes(_inventory.Current).Keys);
        Assert.Equal(["name"], Move(disk, new(Images, "../a")).Mistakes(_inventory.Current).Keys);
        Assert.Empty(Move(disk, new(Images, DeleteOriginal: true)).Mistakes(_inventory.Current));
        Assert.Equal(["One of /srv/images/it's.qcow2."], Flatten(disk, new("/srv/images/middle.qcow2")).Mistakes(_inventory.Current)["base"]);
        Assert.Equal(["into"], Merge(disk, new("/srv/images/middle.qcow2", "/srv/images/top.qcow2")).Mistakes(_inventory.Current).Keys);
        Assert.Contains("top", Merge(disk, new("/etc/shadow")).Mistakes(_inventory.Current).Keys);
        Assert.Contains("has 1 MiB left", Move(disk, new(Small)).WhyConflicts(_inventory.Current), StringComparison.Ordinal);
    }

    /// <summary>What is written to changes for all that rest on it.</summary>
    [Fact]
    public void Merge_IsRefusedWhereSomethingElseRestsOnTheImages()
    {
        var disk = Disk();
        Assert.Null(Merge(disk, new()).WhyConflicts(_inventory.Current));
        _inventory.Update(snapshot => snapshot with
        {
            Volumes = snapshot.Volumes.SetItem(("local", Images), new([.. snapshot.Volumes[("local", Images)].Listed, new StorageVolume("other.qcow2", "/srv/images/other.qcow2", "qcow2", 1 << 30, 1 << 20) { BackingPath = "/srv/images/middle.qcow2" }])),
        });

        Assert.Equal("other.qcow2 rests on middle.qcow2. It would be torn.", Merge(disk, new()).WhyConflicts(_inventory.Current));
        // It only reads.
        Assert.Null(Flatten(disk, new()).WhyConflicts(_inventory.Current));
    }

    /// <summary>libvirt lists nothing of such a pool; its files are there, and so is what rests on them.</summary>
    [Fact]
    public void PoolThatIsNotStarted_IsNamed()
    {
        var disk = Disk();
        _inventory.Update(known => known with
        {
            StoragePools = known.StoragePools.SetItem(("local", Images), known.StoragePools[("local", Images)] with { State = "inactive", Xml = "<pool type='dir'><name>images</name><target><path>/srv/images</path></target></pool>" }),
            Volumes = known.Volumes.Remove(("local", Images)),
        });
        var pool = _inventory.Current.StoragePools[("local", Images)].Name;

        Assert.StartsWith($"The pool {pool} is not started. Start it", Merge(disk, new()).WhyConflicts(_inventory.Current), StringComparison.Ordinal);
        Assert.StartsWith($"The pool {pool} is not started. Start it", Move(disk, new(Small, DeleteOriginal: true)).Mistakes(_inventory.Current)["deleteOriginal"][0], StringComparison.Ordinal);
    }

    [Fact]
    public void VirshLines_AreQuoted()
    {
        var disk = Disk();
        Assert.Equal("virsh -c test:///default blockpull web --path=vda --base='/srv/images/it'\\''s.qcow2' --wait --bandwidth 1000 --bytes", Flatten(disk, new("/srv/images/it's.qcow2", 1000)).VirshLine);
        Assert.Equal("virsh -c test:///default blockcommit web --path=vda --base=/srv/images/middle.qcow2 --active --pivot --wait\n"
            + $"virsh -c test:///default vol-delete --vol=top.qcow2 --pool {Images:D}", Merge(disk, new(DeleteMerged: true)).VirshLine);
        Assert.Equal("virsh -c test:///default blockcommit web --path=vda --base='/srv/images/it'\\''s.qcow2' --top=/srv/images/middle.qcow2 --wait", Merge(disk, new("/srv/images/middle.qcow2")).VirshLine);
        var move = Move(disk, new(Images, "a b.qcow2")).VirshLine.Split('\n');
        Assert.StartsWith($"virsh -c test:///default vol-create --pool {Images:D}", move[0], StringComparison.Ordinal);
        Assert.Contains("--reuse-external --transient-job --wait --pivot", move[^1], StringComparison.Ordinal);
        Assert.Equal("virsh -c test:///default blockjob web --path=vda --bandwidth 0 --bytes", ((FormAction<MachineDevice, DiskJobLimit>)LimitDiskJob.AsAction(Planner)).Make(disk, Host, new()).VirshLine);
        Assert.Equal(["--abort", "--pivot"], new[] { false, true }.Select(finishes => EndDiskJob.AsAction(Planner, finishes).Create(disk, Host).VirshLine.Split(' ')[^1]));
    }

    /// <summary>Nothing may delete the images meanwhile, and nobody else make the volume.</summary>
    [Fact]
    public void Images_AreClaimed()
    {
        var claims = Move(Disk(), new(Images, "new.qcow2")).ClaimsIn(_inventory.Current).ToArray();

        Assert.Contains(new ObjectClaim(ObjectId.Volume("local", Images, "middle.qcow2"), IsShared: true), claims);
        Assert.Contains(new ObjectClaim(ObjectId.Volume("local", Images, "new.qcow2")), claims);
        Assert.Contains(claims, claim => claim.Id.Machine is not null && !claim.IsShared);
    }

    /// <summary>What runs is a copy of the command, made from what is known by then; the claims of the one that was admitted shrink with it.</summary>
    [Fact]
    public void MachineIsFree_OnceTheJobRuns()
    {
        var admitted = (DiskJobCommand)Move(Disk(), new(Images, "new.qcow2"));
        (admitted with { Target = "a copy" }).Begun();

        var claims = admitted.ClaimsIn(_inventory.Current).ToArray();

        Assert.DoesNotContain(claims, claim => claim.Id.Machine is not null);
        Assert.Contains(new ObjectClaim(ObjectId.Volume("local", Images, "middle.qcow2"), IsShared: true), claims);
        Assert.Contains(new ObjectClaim(ObjectId.Volume("local", Images, "new.qcow2"), IsShared: true), claims);
    }

    /// <summary>Whoever copies or exports a machine claims the images that it reads as shared.</summary>
    [Fact]
    public void WhatIsWrittenOrDeleted_IsSharedWithNobody()
    {
        Assert.Equal(["it's.qcow2", "middle.qcow2", "top.qcow2"], Shared(Flatten(Disk(), new())));
        Assert.Equal(["it's.qcow2", "middle.qcow2"], Shared(Move(Disk(), new(Images, "new.qcow2", DeleteOriginal: true))));
        Assert.Equal(["it's.qcow2"], Shared(Merge(Disk(), new())));
        Assert.Equal(["top.qcow2"], Shared(Merge(Disk(), new("/srv/images/middle.qcow2"))));

        string[] Shared(Operation operation) => [.. operation.ClaimsIn(_inventory.Current).Where(claim => claim.IsShared).Select(claim => claim.Id.OwnName).Order(StringComparer.Ordinal)];
    }

    /// <summary>A guest that was paused during a job can go on.</summary>
    [Fact]
    public void Resume_ClaimsNoImagesThatAJobHas()
    {
        var paused = Disk(change: machine => machine with { State = MachineState.Paused, DiskJobs = [new DiskJob("vda", DiskJobKind.Copy)] }).Machine;

        var resume = new ResumeMachine { Machine = paused.Id, Target = paused.Name, Uri = Host.Uri };

        Assert.Equal([new ObjectClaim(paused.Id)], resume.ClaimsIn(_inventory.Current));
    }

    [Fact]
    public void Merge_IsRefusedWhereAnotherDiskOfTheMachineHasTheImages()
    {
        var disk = Disk(change: machine => machine with { InactiveXml = machine.Xml.Replace("</devices>", "<disk type='file' device='disk'><source file='/srv/images/middle.qcow2'/><target dev='vdb' bus='virtio'/></disk></devices>", StringComparison.Ordinal) });

        Assert.Equal("vdb of web uses images that would be torn.", Merge(disk, new()).WhyConflicts(_inventory.Current));
    }

    [Fact]
    public void JobThatIsNotComplete_IsNotFinished()
    {
        var busy = Disk(change: machine => machine with { DiskJobs = [new DiskJob("vda", DiskJobKind.Copy) { Percent = 3 }] });
        Assert.Equal("The job is not complete yet: 3 %.", EndDiskJob.AsAction(Planner, finishes: true).Create(busy, Host).WhyConflicts(_inventory.Current));
        Assert.Null(EndDiskJob.AsAction(Planner, finishes: false).Create(busy, Host).WhyConflicts(_inventory.Current));
    }

    [Theory]
    [InlineData(DomainBlockJobType.Copy, 50, 100, true, "Is copied to copy.qcow2: complete, and waits to be finished")]
    [InlineData(DomainBlockJobType.Copy, 999, 1000, false, "Is copied to copy.qcow2: 99 %")]
    [InlineData(DomainBlockJobType.Pull, 0, 0, false, "Is flattened: begins")]
    [InlineData(DomainBlockJobType.ActiveCommit, 1, 2, false, "Its images are merged: 50 %")]
    [InlineData((DomainBlockJobType)77, 1, 2, false, "A job works on it: 50 %")]
    public void Job_IsReadAndSaid(DomainBlockJobType type, ulong done, ulong total, bool ready, string words)
    {
        var disk = new Libvirt.Xml.DiskXml(System.Xml.Linq.XElement.Parse(type is DomainBlockJobType.Copy ? $"<disk><mirror job='copy'{(ready ? " ready='yes'" : "")}><source file='/srv/copy.qcow2'/></mirror></disk>" : "<disk/>"));

        Assert.Equal(words, DiskJobWords.Describe(DiskJobReader.Of("vda", new DomainBlockJobInfo(type, 0, done, total), disk)));
    }

    /// <summary>A copy that is being made is in use: nobody may delete it.</summary>
    [Fact]
    public void Copy_IsALinkOfItsMachine() =>
        Assert.Contains("/srv/copy.qcow2", MachineLinks.Of(TestMachines.Named("web", MachineState.Running) with { Xml = "<domain><devices><disk><source file='/srv/a.qcow2'/><mirror job='copy'><source file='/srv/copy.qcow2'/></mirror></disk></devices></domain>" }).Images);

    private static HostStatus Host => TestMachines.Host("local");

    private MachineDevice Disk(string more = "", Func<Machine, Machine>? change = null)
    {
        var machine = TestMachines.Named("web", MachineState.Running) with
        {
            IsActive = true,
            Persistent = true,
            Xml = $"<domain type='kvm'><os><type arch='x86_64' machine='q35'>hvm</type></os><devices><disk type='file' device='disk'><driver name='qemu' type='qcow2'/>{Chain}<target dev='vda' bus='virtio'/>{more}</disk></devices></domain>",
        };
        machine = machine with { InactiveXml = machine.Xml };
        machine = change?.Invoke(machine) ?? machine;
        _inventory.Update(_ => new InventorySnapshot
        {
            Hosts = [Host],
            Machines = ImmutableDictionary<MachineId, Machine>.Empty.Add(machine.Id, machine),
            StoragePools = new[] { Pool(Images, "images", "/srv/images", 60L << 30), Pool(Small, "small", "/srv/small", 1 << 20) }.ToImmutableDictionary(pool => (pool.Host, pool.Uuid)),
            Volumes = ImmutableDictionary<(string, Guid), PoolVolumes>.Empty.Add(("local", Images), new(
            [
                Volume("top.qcow2", "middle.qcow2"), Volume("middle.qcow2", "it's.qcow2"), Volume("it's.qcow2", null),
            ])).Add(("local", Small), new([])),
        });
        return MachineDevice.Of(machine, "disk:vda")!;
    }

    private static StorageVolume Volume(string name, string? below) => new(name, $"/srv/images/{name}", "qcow2", 1 << 30, 10 << 20) { BackingPath = below is null ? null : $"/srv/images/{below}" };

    private static StoragePool Pool(Guid uuid, string name, string path, long left) =>
        new("local", uuid, name, "running", true, true, 100L << 30, 40L << 30, left, $"<pool type='dir'><name>{name}</name><target><path>{path}</path></target></pool>");

    private Operation Move(MachineDevice disk, DiskMove asked) => ((FormAction<MachineDevice, DiskMove>)MoveDisk.AsAction(Planner)).Make(disk, Host, asked);

    private Operation Flatten(MachineDevice disk, DiskFlattening asked) => ((FormAction<MachineDevice, DiskFlattening>)FlattenDisk.AsAction(Planner)).Make(disk, Host, asked);

    private Operation Merge(MachineDevice disk, DiskMerge asked) => ((FormAction<MachineDevice, DiskMerge>)MergeDisk.AsAction(Planner)).Make(disk, Host, asked);
}

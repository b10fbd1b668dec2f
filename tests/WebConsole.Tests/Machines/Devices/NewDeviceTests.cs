using System.Collections.Immutable;
using Libvirt.Xml;
using WebConsole.Actions;
using WebConsole.Features.Machines.Devices;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Machines.Devices;

/// <summary>What a device may be in a machine of QEMU and in those of Xen, and what it brings along.</summary>
public sealed class NewDeviceTests
{
    private static readonly Guid Images = Guid.NewGuid();

    private static readonly Machine Qemu = Machine("<domain type='kvm'><os><type arch='x86_64' machine='q35'>hvm</type></os><devices><disk device='disk'><driver name='qemu' type='raw' io='native' cache='none'/><target dev='vda' bus='virtio'/></disk></devices></domain>");
    private static readonly Machine Hvm = Machine("<domain type='xen'><os><type arch='x86_64' machine='xenfv'>hvm</type></os><devices><disk device='disk'><target dev='hda' bus='ide'/></disk></devices></domain>");
    private static readonly Machine Pv = Machine("<domain type='xen'><os><type arch='x86_64' machine='xenpv'>linux</type></os><devices/></domain>");

    private readonly InventoryStore _inventory = new();

    public NewDeviceTests() => _inventory.Update(_ => new InventorySnapshot
    {
        Hosts = [TestMachines.Host("local")],
        StoragePools = ImmutableDictionary<(string, Guid), StoragePool>.Empty.Add(("local", Images),
            new StoragePool("local", Images, "default", "running", true, true, 100L << 30, 40L << 30, 60L << 30, "<pool type='dir'><name>default</name><target><path>/srv/images</path></target></pool>")),
        Volumes = ImmutableDictionary<(string, Guid), PoolVolumes>.Empty.Add(("local", Images), new([new StorageVolume("data.raw", "/srv/images/data.raw", "raw", 1 << 20, 1 << 20)])),
        Networks = ImmutableDictionary<(string, Guid), Network>.Empty.Add(("local", Images), new Network("local", Images, "default", true, true, true, "virbr0", "<network><name>default</name></network>")),
        Machines = new[] { Qemu, Hvm, Pv }.ToImmutableDictionary(machine => machine.Id),
    });

    public static TheoryData<string, NewDevice> RefusedByXen => new()
    {
        { "bus", Disk with { Bus = "virtio" } },
        { "bus", Disk with { Bus = "sata" } },
        { "cache", Disk with { Cache = "none" } },
        { "io", Disk with { Io = "threads" } },
        { "detectZeroes", Disk with { DetectZeroes = "on" } },
        { "limits", Disk with { Limits = new DiskLimits(new DiskRate(1 << 20)) } },
        { "bus", Disk with { Type = "floppy", Size = null, Bus = "fdc" } },
        { "model", Card with { Model = "virtio" } },
        { "device", Card with { Network = null, Device = "eth0" } },
        { "user", Card with { Network = null, User = true } },
        { "queues", Card with { Queues = 2 } },
        { "kind", new NewDevice { Kind = "rng" } },
        { "kind", new NewDevice { Kind = "tpm" } },
        { "model", new NewDevice { Kind = "video", Model = "qxl" } },
    };

    private static NewDevice Disk => new() { Kind = "disk", Size = 1 << 20, Pool = Images };

    private static NewDevice Card => new() { Kind = "interface", Network = "default" };

    /// <summary>Whoever asks by a program has not seen the form.</summary>
    [Fact]
    public void DiskBeyondItsPool_IsWarnedOf()
    {
        Assert.Equal("size", Assert.Single(Add(Qemu, Disk with { Size = 61L << 30 }).Warnings(_inventory.Current)).Field);
        Assert.Empty(Add(Qemu, Disk with { Size = 60L << 30 }).Warnings(_inventory.Current));
    }

    [Fact]
    public void Task_NamesTheKindOfTheDevice() =>
        Assert.Equal(["add a disk to", "add a drive to", "add a network card to", "add a device to"],
            new[] { Disk, Disk with { Type = "cdrom", Size = null }, Card, new NewDevice { Kind = "rng" } }.Select(asked => Add(Qemu, asked).Verb));

    /// <summary>So that nothing else changes it meanwhile, and its size is read before the end is told.</summary>
    [Fact]
    public void DiskThatGrows_ClaimsItsVolume()
    {
        var machine = Machine("<domain type='kvm'><devices><disk type='volume' device='disk'><source pool='default' volume='data.raw'/><target dev='vda' bus='virtio'/></disk></devices></domain>");
        var disk = Assert.Single(MachineDevice.AllOf(machine), device => device.Key.Name == "vda");

        Assert.Equal<ObjectId>([machine.Id, ObjectId.Volume("local", Images, "data.raw")], Claimed(new DeviceChanges { Capacity = 2 << 20 }));
        Assert.Equal<ObjectId>([machine.Id], Claimed(new DeviceChanges { Cache = "none" }));

        IEnumerable<ObjectId> Claimed(DeviceChanges changes) => EditDevice.AsAction(Planner).Create(disk, TestMachines.Host("local"), changes).Claims;
    }

    [Theory, MemberData(nameof(RefusedByXen))]
    public void WhatXenHasNot_IsSaidAtItsField(string field, NewDevice asked)
    {
        Assert.Contains(field, Add(Hvm, asked).Mistakes(_inventory.Current).Keys);
        if (asked is not { Type: "floppy" } and not { Limits: not null })
            Assert.Empty(Add(Qemu, asked).Mistakes(_inventory.Current));
    }

    [Fact]
    public void DevicesOfXen_AreXens()
    {
        Assert.Empty(Add(Hvm, Disk).Mistakes(_inventory.Current));
        Assert.Equal(["hdb ide "], Made(Hvm, Disk).Elements("disk").Select(Shown));
        Assert.Equal(["xvda xen "], Made(Pv, Disk).Elements("disk").Select(Shown));
        Assert.Equal("sdb scsi ", Shown(Assert.Single(Made(Hvm, Disk with { Bus = "scsi" }).Elements())));
        Assert.Equal(("e1000", "netfront"), (ModelOf(Made(Hvm, Card)), ModelOf(Made(Pv, Card))));
        Assert.Contains("kind", Add(Pv, new NewDevice { Kind = "serial" }).Mistakes(_inventory.Current).Keys);
        Assert.Empty(Add(Hvm, new NewDevice { Kind = "serial" }).Mistakes(_inventory.Current));
        Assert.Empty(Add(Hvm, new NewDevice { Kind = "video", Model = "cirrus" }).Mistakes(_inventory.Current));
    }

    /// <summary>libvirt takes native requests with no other cache, that by default included.</summary>
    [Theory]
    [InlineData("native", null, "io")]
    [InlineData("native", "writeback", "io")]
    [InlineData("native", "", "io")]
    [InlineData("native", "none", null)]
    [InlineData("native", "directsync", null)]
    [InlineData("threads", null, null)]
    public void NativeRequests_NeedACacheThatIsPassedBy(string? io, string? cache, string? field) =>
        Assert.Equal(field is null ? [] : [field], Add(Qemu, Disk with { Io = io, Cache = cache }).Mistakes(_inventory.Current).Keys);

    /// <summary>The disk has native requests already; one of both fields changes.</summary>
    [Theory]
    [InlineData(null, "writeback", "cache")]
    [InlineData(null, "directsync", null)]
    [InlineData("threads", "writeback", null)]
    [InlineData("native", null, null)]
    public void NativeRequestsOfADisk_AreKnown(string? io, string? cache, string? field)
    {
        var operation = ((FormAction<MachineDevice, DeviceChanges>)EditDevice.AsAction(Planner)).Make(MachineDevice.Of(Qemu, "disk:vda")!, TestMachines.Host("local"), new DeviceChanges { Io = io, Cache = cache });

        Assert.Equal(field is null ? [] : [field], operation.Mistakes(_inventory.Current).Keys);
    }

    [Fact]
    public void ScsiDisk_BringsTheControllerForWhichGuestsHaveADriver()
    {
        var disk = Disk with { Bus = "scsi" };
        Assert.Equal(["scsi virtio-scsi"], Made(Qemu, disk).Elements("controller").Select(controller => $"{controller.Attribute("type")?.Value} {controller.Attribute("model")?.Value}"));
        Assert.Empty(Made(Machine(Qemu.Xml.Replace("<devices>", "<devices><controller type='scsi' index='0' model='lsilogic'/>", StringComparison.Ordinal)), disk).Elements("controller"));
        Assert.Empty(Made(Qemu, Disk).Elements("controller"));
    }

    /// <summary>A disk that is moved to SCSI needs it as well as a new one.</summary>
    [Fact]
    public void DiskThatIsMovedToScsi_BringsItToo()
    {
        var domain = DomainXml.Parse(Qemu.Xml);
        WebConsole.Features.Machines.Devices.Kinds.DeviceChange.Apply(new DeviceChanges { Bus = "scsi" }, domain, domain.Disks[0], Qemu);

        Assert.Equal("virtio-scsi", Assert.Single(domain.Devices.OfType<ControllerXml>()).Model);
        Assert.Equal(("sda", "scsi"), (domain.Disks[0].TargetDevice, domain.Disks[0].TargetBus));
    }

    /// <summary>Else two people could be given one volume.</summary>
    [Fact]
    public void NewVolume_IsClaimed()
    {
        Assert.Contains(ObjectId.Volume("local", Images, "shared.qcow2"), Add(Qemu, Disk with { Volume = "shared.qcow2" }).ClaimsIn(_inventory.Current).Where(claim => !claim.IsShared).Select(claim => claim.Id));
        Assert.Contains(Qemu.Id, Add(Qemu, Card).Claims.Select(claim => claim.Machine));
    }

    private DevicePlanner Planner => new(null!, _inventory, new MachineEdges());

    private ActionOperation Add(Machine machine, NewDevice asked) =>
        (ActionOperation)((FormAction<Machine, NewDevice>)AddDevice.AsAction(Planner)).Make(machine, TestMachines.Host("local"), asked);

    private System.Xml.Linq.XElement Made(Machine machine, NewDevice asked) =>
        new("devices", ((AddDevice)Add(machine, asked)).Plan.Make().Select(device => device.Element));

    private static string Shown(System.Xml.Linq.XElement disk) => $"{disk.Element("target")!.Attribute("dev")!.Value} {disk.Element("target")!.Attribute("bus")!.Value} {disk.Element("driver")?.Attribute("discard")?.Value}";

    private static string? ModelOf(System.Xml.Linq.XElement devices) => devices.Element("interface")?.Element("model")?.Attribute("type")?.Value;

    private static Machine Machine(string xml) => TestMachines.Named("web", MachineState.ShutOff) with { Xml = xml };
}

using System.Collections.Immutable;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.CloudInit;
using WebConsole.Features.Provisioning;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Definitions;
using WebConsole.Hardware;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Hypervisor.Schemas;
using WebConsole.OsInfo;
using WebConsole.OsInfo.Defaults;
using WebConsole.Storage.Volumes;
using Xunit;

namespace WebConsole.Tests.Provisioning;

/// <summary>The definition of a new machine, edited before it is made.</summary>
public sealed class OwnDefinitionTests
{
    private static readonly Guid Images = Guid.NewGuid();

    private static readonly InventorySnapshot Inventory = new()
    {
        StoragePools = ImmutableDictionary<(string, Guid), StoragePool>.Empty.Add(("local", Images),
            new StoragePool("local", Images, "default", "running", true, true, 100L << 30, 40L << 30, 60L << 30, "<pool type='dir'><name>default</name><target><path>/srv/images</path></target></pool>")),
        Volumes = ImmutableDictionary<(string, Guid), PoolVolumes>.Empty.Add(("local", Images), new([new StorageVolume("setup.iso", "/srv/images/setup.iso", "iso", 1 << 20, 1 << 20), new StorageVolume("vmlinuz", "/srv/images/vmlinuz", "raw", 1 << 20, 1 << 20)])),
    };

    private static readonly NewMachine Web = new("web", Disks: [new NewDisk(Size: 1 << 30)], Media: new VolumeName(Images, "setup.iso"), Networks: [new NewInterface(Bridge: "br0")], CloudInit: new CloudInitSettings());

    /// <summary>What the form has written may name files and bridges of the host, and stays when something beside it is edited.</summary>
    [Fact]
    public void EditsOfTheMachineItself_AreTaken()
    {
        Assert.Empty(Found(machine => { }));
        Assert.Empty(Found(machine =>
        {
            machine.Description = "pinned to nothing";
            machine.Element.Add(new XElement("iothreads", 2));
            machine.Disks[0].Element.Element("driver")!.SetAttributeValue("iothread", 1);
            machine.Interfaces[0].Element.Add(new XElement("mtu", new XAttribute("size", 9000)));
            machine.Tags.Replace(["lab"]);
        }));
        Assert.Empty(Found(machine => machine.BootMenu = true, Web with { Media = null, Kernel = new KernelFiles(new VolumeName(Images, "vmlinuz")) }));
    }

    [Theory]
    [InlineData("<hostdev mode='subsystem' type='pci' managed='yes'><source><address domain='0' bus='1' slot='0' function='0'/></source></hostdev>", "domain/devices/hostdev")]
    [InlineData("<emulator>/tmp/sh</emulator>", "domain/devices/emulator")]
    [InlineData("<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='/etc/shadow'/><target dev='vdz' bus='virtio'/></disk>", "domain/devices/disk/source")]
    [InlineData("<disk type='volume' device='disk'><driver name='qemu' type='qcow2'/><source pool='default' volume='other.qcow2'/><target dev='vdz' bus='virtio'/></disk>", "domain/devices/disk/source")]
    [InlineData("<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='/srv/images/setup.iso'/><target dev='vdz' bus='virtio'/></disk>", "domain/devices/disk/source")]
    [InlineData("<interface type='direct'><source dev='eth0' mode='passthrough'/></interface>", "domain/devices/interface")]
    [Trait("Attack", "F4")]
    public void DevicesThatReachTheHost_AreTakenOnPurpose(string device, string path) => AssertReachesHost(machine => machine.Element.Element("devices")!.Add(XElement.Parse(device)), path);

    [Theory]
    [InlineData("<cputune xmlns=''><vcpupin vcpu='0' cpuset='1'/></cputune>", "domain/cputune")]
    [InlineData("<commandline xmlns='http://libvirt.org/schemas/domain/qemu/1.0'><arg value='-S'/></commandline>", "commandline")]
    [InlineData("<seclabel type='none'/>", "domain/seclabel")]
    [Trait("Attack", "F4")]
    public void SettingsThatReachTheHost_AreTakenOnPurpose(string element, string path) => AssertReachesHost(machine => machine.Element.Add(XElement.Parse(element)), path);

    /// <summary>A medium that others read would be written to; an image in another format names files of its own.</summary>
    [Fact]
    [Trait("Attack", "F4")]
    public void VolumeThatIsOpenedInAnotherWay_IsTakenOnPurpose()
    {
        AssertReachesHost(machine => machine.Disks.Single(disk => disk.Device == "cdrom").Element.Element("readonly")!.Remove(), "domain/devices/disk");
        AssertReachesHost(machine => machine.Disks.Single(disk => disk.Device == "cdrom").DriverType = "qcow2", "domain/devices/disk");
    }

    /// <summary>WebConsole would delete what such metadata names.</summary>
    [Fact]
    [Trait("Attack", "F4")]
    public void OrderToDeleteAnotherVolume_IsTakenOnPurpose() => AssertReachesHost(machine => machine.SetupMedia[0].Volume = "other.qcow2", "domain/metadata");

    [Theory]
    [InlineData("<!DOCTYPE domain [<!ENTITY a 'b'>]><domain><name>&a;</name></domain>")]
    [InlineData("<domain><name>web</domain>")]
    [InlineData("<network><name>web</name></network>")]
    [InlineData("")]
    [Trait("Attack", "J3")]
    public void TextThatIsNoDefinition_IsRefused(string text) => Assert.Equal(["definition"], Plan(Web with { Definition = text }).Own!.Mistakes(Plan(Web), Inventory, Host).Where(found => found.Mistake is not null).Select(found => found.Argument));

    [Fact]
    public void NameAndUuid_AreThoseOfTheMachine()
    {
        Assert.StartsWith("definition: It names the machine other, and the field web", Assert.Single(Found(machine => machine.Name = "other")), StringComparison.Ordinal);
        Assert.StartsWith("definition: Its UUID has to be that of the machine", Assert.Single(Found(machine => machine.Uuid = Guid.NewGuid())), StringComparison.Ordinal);
        Assert.Empty(Found(machine => machine.Element.Element("uuid")!.Remove()));
    }

    /// <summary>A program gets a definition from one request, and sends it with the next.</summary>
    [Fact]
    public void UuidOfADefinition_IsThatOfTheMachine()
    {
        var uuid = Guid.NewGuid();

        Assert.Equal(uuid, new NewMachine("web", Definition: $"<domain><uuid>{uuid:D}</uuid></domain>").Uuid);
        Assert.NotEqual(Guid.Empty, new NewMachine("web", Definition: "<domain><uuid>x</uuid></domain>").Uuid);
    }

    [Fact]
    public void UuidThatIsTaken_IsRefused()
    {
        var plan = Plan(Web with { Definition = Plan(Web).Definition().Element.ToString() });
        var inventory = Inventory with { Machines = Inventory.Machines.Add(plan.Machine, new Machine { Id = plan.Machine, Name = "db", State = MachineState.ShutOff, IsActive = false, Persistent = true, VirtualCpus = 1, MemoryBytes = 1 << 20, Xml = "<domain/>" }) };

        Assert.Contains(("definition", "The machine db has its UUID already."), plan.Own!.Mistakes(plan, inventory, Host));
    }

    [Fact]
    public void VolumeThatIsMade_HasToStayInIt()
    {
        Assert.StartsWith("definition: The disk web.qcow2 is made for the machine, and is not in it", Assert.Single(Found(machine => machine.Disks[0].Element.Remove())), StringComparison.Ordinal);
        Assert.StartsWith("definition: The medium web-seed.iso is made", Assert.Single(Found(machine => machine.Disks.Single(disk => disk.Source.File?.EndsWith("-seed.iso", StringComparison.Ordinal) is true).Element.Remove())), StringComparison.Ordinal);
        // It is there already, and loses nothing.
        Assert.Empty(Found(machine => machine.Disks.Single(disk => disk.Source.File?.EndsWith("setup.iso", StringComparison.Ordinal) is true).Element.Remove()));
    }

    [Fact]
    public void NetworkThatIsNotThere_IsSaid() =>
        Assert.Equal("definition: There is no network lost on local.", Assert.Single(Found(machine => machine.Element.Element("devices")!.Add(XElement.Parse("<interface type='network'><source network='lost'/></interface>")))));

    /// <summary>libvirt would say so after the disks were made.</summary>
    [Fact]
    public void WhatTheSchemaDoesNotKnow_IsSaidAtItsLine()
    {
        var edited = Edit(machine => machine.Element.Add(new XElement("vcpuz", 2)));

        Assert.Matches(@"^Line \d+: .*vcpuz", edited.Own!.SchemaMistake(edited, Check));
        Assert.Null(edited.Own.SchemaMistake(Plan(edited.Asked with { AgainstSchema = true }), Check));
        Assert.Null(Edit(_ => { }).Own!.SchemaMistake(edited, Check));
        // The form's editor has not looked yet.
        Assert.Null(edited.Own.SchemaMistake(edited, _ => null));

        static DefinitionCheck Check(string text) => new DefinitionSchemas().Check(ObjectKind.Machine, text);
    }

    /// <summary>libvirt may make a volume elsewhere, and the lines beside its path may have been edited.</summary>
    [Fact]
    public void PathsOfVolumes_AreThoseThatWereMade()
    {
        var plan = Edit(machine => machine.Disks[0].TargetDevice = "vdq");

        var defined = plan.Defined(disk => $"/mnt/real/{disk.Name}");

        Assert.Equal(("vdq", "/mnt/real/web.qcow2"), (defined.Disks[0].TargetDevice, defined.Disks[0].Source.File));
        Assert.Contains(defined.Disks, disk => disk.Source.File == "/srv/images/setup.iso");
    }

    [Fact]
    public void Edit_FollowsWhatThePlanWritesBeside()
    {
        var plan = Edit(machine => machine.Description = "mine");
        var (before, more) = (plan.Definition().Element.ToString(), Plan(plan.Asked with { Memory = 3L << 30 }).Definition().Element.ToString());

        var followed = plan.Own!.Over(before, more)!.For(plan)!;
        Assert.Equal(("mine", 3L << 30), (followed.Description, followed.MemoryBytes));
        Assert.Null(Edit(machine => machine.MemoryBytes = 1L << 30).Own!.Over(before, more));
    }

    [Fact]
    public void Changes_AreNamed() => Assert.Equal(["description"], Edit(machine => machine.Description = "mine").Own!.Changes(Plan(Web)));

    [Fact]
    public void SeveralMachines_HaveNoDefinitionOfOne() =>
        Assert.Contains("of one machine", Assert.Single(MachineSeriesRules.Mistakes(new NewMachine("web", Disks: [], Count: 2, Definition: "<domain/>"))["definition"]), StringComparison.Ordinal);

    private static readonly HostStatus Host = new() { Name = "local", Uri = "qemu:///system", Connection = ConnectionState.Connected };

    private static void AssertReachesHost(Action<DomainXml> edit, string path)
    {
        Assert.Contains(path, Assert.Single(Found(edit), said => said.StartsWith("hostAccess: These settings reach the host", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Empty(Found(edit, Web with { HostAccess = true }));
    }

    private static string[] Found(Action<DomainXml> edit, NewMachine? asked = null)
    {
        var plan = Edit(edit, asked);
        return [.. plan.Own!.Mistakes(plan, Inventory, Host).Where(found => found.Mistake is not null).Select(found => $"{found.Argument}: {found.Mistake}")];
    }

    private static MachinePlan Edit(Action<DomainXml> edit, NewMachine? asked = null)
    {
        var machine = DomainXml.Parse(Plan(asked ?? Web).Definition().Element.ToString());
        edit(machine);
        return Plan((asked ?? Web) with { Definition = machine.Element.ToString() });
    }

    private static MachinePlan Plan(NewMachine asked) => new(Inventory, "local", asked)
    {
        Kind = new GuestKind("kvm", "hvm", "x86_64"),
        Os = OsChoice.None,
        Defaults = MachineDefaults.For(OsDatabase.Empty, null, "x86_64", null, kvm: true),
        Offer = new HostOffer(null),
    };
}

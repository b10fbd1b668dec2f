using System.Collections.Immutable;
using Libvirt.Xml;
using WebConsole.CloudInit;
using WebConsole.Features.Provisioning;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Definitions;
using WebConsole.Hardware;
using WebConsole.Hypervisor.Inventory;
using WebConsole.OsInfo;
using WebConsole.OsInfo.Defaults;
using WebConsole.Storage.Volumes;
using WebConsole.Unattended;
using Xunit;

namespace WebConsole.Tests.Provisioning;

public sealed partial class MachinePlanTests
{
    private const string Host = "local";

    private static readonly Guid Images = Guid.NewGuid(), Ceph = Guid.NewGuid();

    private static readonly InventorySnapshot Inventory = new()
    {
        StoragePools = new[]
        {
            Pool(Images, "default", "<pool type='dir'><name>default</name><target><path>/srv/images</path></target></pool>"),
            Pool(Ceph, "ceph", "<pool type='rbd'><name>ceph</name><source><name>vms</name><host name='mon1' port='6789'/><auth type='ceph' username='admin'><secret usage='ceph key'/></auth></source></pool>"),
        }.ToImmutableDictionary(pool => (pool.Host, pool.Uuid)),
        Volumes = ImmutableDictionary<(string, Guid), PoolVolumes>.Empty.Add((Host, Images), new([new StorageVolume("base.qcow2", "/srv/images/base.qcow2", "qcow2", 2L << 30, 1L << 30), new StorageVolume("web.qcow2", "/srv/images/web.qcow2", "qcow2", 2L << 30, 1L << 30)])),
        Networks = ImmutableDictionary<(string, Guid), Network>.Empty.Add((Host, Images), new Network(Host, Images, "default", true, true, true, "virbr0", "<network><name>default</name></network>")),
    };

    /// <summary>What the page has shown is what is made.</summary>
    [Fact]
    public void SameArguments_AreTheSamePlan()
    {
        var asked = new NewMachine("web", Disks: [new NewDisk()], Networks: [new NewInterface("default"), new NewInterface("default")]);

        Assert.Equal(Plan(asked).Definition().ToXml(), Plan(asked).Definition().ToXml());
        Assert.Equal(2, Plan(asked).Interfaces.Select(card => card.Mac).Distinct().Count());
        Assert.NotEqual(Plan(asked).Interfaces[0].Mac, Plan(new NewMachine("web", Networks: [new NewInterface("default")])).Interfaces[0].Mac);
    }

    /// <summary>A name that is taken in the pool gets a number, and two disks get two names.</summary>
    [Fact]
    public void NewVolumes_HaveNamesOfTheirOwn() =>
        Assert.Equal(["web-2.qcow2", "web-3.qcow2", "web.img"], Plan(new NewMachine("web", Disks: [new NewDisk(), new NewDisk(), new NewDisk(Format: "raw")])).Disks.Select(disk => disk.Name));

    [Fact]
    public void DiskInCeph_IsFoundByTheServer()
    {
        var disk = Plan(new NewMachine("web", Disks: [new NewDisk(Ceph, Size: 1 << 30)])).Definition().Disks[0];

        Assert.Equal(("network", "rbd", "vms/web", "raw"), (disk.Type, disk.Source.Protocol, disk.Source.Name, disk.DriverType));
        Assert.Equal(("admin", "ceph", "ceph key"), (disk.Source.Auth.UserName, disk.Source.Auth.SecretType, disk.Source.Auth.SecretUsage));
        Assert.Equal("mon1", disk.Source.Hosts[0].Name);
    }

    /// <summary>The first disk is empty until the medium has filled it, and some firmware tries only a few devices.</summary>
    [Theory]
    [InlineData("x86_64")]
    [InlineData("s390x")]
    public void BootOrder_IsFirstDiskMediumNetworkOtherDisks(string arch)
    {
        var inventory = Inventory with { Volumes = Inventory.Volumes.SetItem((Host, Images), new([new StorageVolume("setup.iso", "/srv/images/setup.iso", "iso", 1 << 20, 1 << 20)])) };
        var definition = Plan(new NewMachine("web", Disks: [new NewDisk(Size: 1 << 20), new NewDisk(Size: 1 << 20)], Media: new VolumeName(Images, "setup.iso"), Networks: [new NewInterface("default")], Pxe: true), arch, inventory).Definition();

        Assert.Equal(["web.qcow2 1", "web-2.qcow2 4", "setup.iso 2"], definition.Disks.Select(disk => $"{Path.GetFileName(disk.Source.File)} {disk.BootOrder}"));
        Assert.Equal(3, definition.Interfaces[0].BootOrder);
    }

    /// <summary>Ports that its own devices take are not free for what is plugged in later.</summary>
    [Fact]
    public void SparePorts_AreBesideThoseOfItsDevices()
    {
        var few = Ports(Plan(new NewMachine("web", Disks: [], Networks: [])));
        var many = Ports(Plan(new NewMachine("web", Disks: [new NewDisk(Size: 1), new NewDisk(Size: 1)], Networks: [new NewInterface("default")])));

        Assert.Equal(few + 3, many);
        // USB, the agent's channel, the balloon, and the random number generator.
        Assert.Equal(10 + 4, few);
    }

    [Theory]
    [InlineData("x86_64", "q35", "acpi apic")]
    [InlineData("aarch64", "virt", "acpi")]
    [InlineData("s390x", "s390-ccw-virtio", "")]
    public void Features_AreThoseOfTheArchitecture(string arch, string machine, string features)
    {
        var plan = Plan(new NewMachine("web", Firmware: machine is "s390-ccw-virtio" ? "bios" : "uefi"), arch);

        Assert.Equal((machine, features), (plan.Definition().Machine, string.Join(' ', plan.Definition().Features.Select(feature => feature.Name))));
    }

    /// <summary>Kernels of cloud images may have no driver for a CD-ROM drive.</summary>
    [Fact]
    public void Seed_IsAReadOnlyDisk()
    {
        var seed = Plan(new NewMachine("My web", Disks: [new NewDisk(Ceph, Size: 1 << 30)], CloudInit: new CloudInitSettings(User: "anna"))).Definition().Disks[^1];

        Assert.Equal(("disk", "virtio", true, "/srv/images/My web-seed.iso"), (seed.Device, seed.TargetBus, seed.ReadOnly, seed.Source.File));
    }

    /// <summary>A system that runs from its medium needs it for ever.</summary>
    [Theory]
    [InlineData(true, false, "base.iso installed ")]
    [InlineData(false, false, "")]
    [InlineData(true, true, "")]
    public void Medium_IsTakenOutOfMachinesThatGetADisk(bool hasDisk, bool keeps, string media)
    {
        var asked = new NewMachine("web", Disks: hasDisk ? [new NewDisk()] : [], Media: new VolumeName(Images, "base.iso"), KeepMedia: keeps);
        var withIso = Inventory with { Volumes = Inventory.Volumes.SetItem((Host, Images), new([new StorageVolume("base.iso", "/srv/images/base.iso", "iso", 1L << 30, 1L << 30)])) };

        Assert.Equal(media, string.Concat(Plan(asked, inventory: withIso).Definition().SetupMedia.Select(medium => $"{medium.Volume} {medium.Until} {(medium.IsDeleted ? "deleted" : "")}")));
    }

    [Fact]
    public void Seed_IsDeletedAfterTheFirstBoot()
    {
        var medium = Assert.Single(Plan(new NewMachine("web", Disks: [new NewDisk()], CloudInit: new CloudInitSettings(User: "anna"))).Definition().SetupMedia);

        Assert.Equal((Images, "web-seed.iso", "booted", true), (medium.Pool!.Value, medium.Volume, medium.Until, medium.IsDeleted));
    }

    /// <summary>Not by the running system: QEMU opens it again when the machine is restored.</summary>
    [Fact]
    public void Ignition_IsDeletedOnceTheMachineIsOff() =>
        Assert.Equal("off", Assert.Single(Plan(new NewMachine("web", Disks: [new NewDisk()], Ignition: "{}")).Definition().SetupMedia).Until);

    [Fact]
    public void HostName_ComesFromTheMachines() => Assert.Equal("My-web", Plan(new NewMachine("My web", CloudInit: new CloudInitSettings())).Seed!.Settings.Hostname);

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("$(reboot) 'quoted' \"twice\"")]
    public void HostileName_IsText(string name)
    {
        var plan = Plan(new NewMachine(name.Replace("/", "", StringComparison.Ordinal), Disks: [new NewDisk()]));

        Assert.Equal(plan.Name, DomainXml.Parse(plan.Definition().ToXml()).Name);
        Assert.Equal($"/srv/images/{plan.Name}.qcow2", plan.Definition().Disks[0].Source.File);
    }

    /// <summary>The passwords of cloud-init are in nothing that may be logged.</summary>
    [Fact]
    public void Arguments_AreWrittenWithoutSecrets() =>
        Assert.DoesNotContain("hunter-22", $"{new NewMachine("web", CloudInit: new CloudInitSettings(User: "anna", Password: "hunter-22"))} {Plan(new NewMachine("web", CloudInit: new CloudInitSettings(User: "anna", Password: "hunter-22")))}", StringComparison.Ordinal);

    /// <summary>JSON can say null where a disk should be, and thousands of disks.</summary>
    [Fact]
    public void Arguments_AreBounded()
    {
        Assert.Empty(Plan(new NewMachine("db", Disks: [null!], Networks: [null!])).Disks);
        Assert.Equal(64, Plan(new NewMachine("db", Disks: [.. Enumerable.Repeat(new NewDisk(Size: 1), 50_000)])).Disks.Count());
    }

    [Theory]
    [InlineData("autounattend", "windows-server")]
    [InlineData("kickstart", "windows-server-2022")]
    public void HostNameOfAnInstallation_IsOneThatTheSystemTakes(string installer, string host)
    {
        var plan = Plan(new NewMachine("windows-server-2022", Disks: [new NewDisk()], Unattended: new UnattendedSettings(installer, User: "anna", Password: "correct-horse")));

        Assert.Equal(host, plan.Seed!.Unattended!.Hostname);
    }

    /// <summary>The installer is told which disk by it.</summary>
    [Fact]
    public void FirstDiskOfAnInstallationWithoutQuestions_HasASerialNumber()
    {
        var asked = new NewMachine("web", Disks: [new NewDisk(), new NewDisk()], Unattended: new UnattendedSettings("kickstart", User: "anna"));
        var plan = Plan(asked);

        Assert.Equal([plan.Installed.Serial, null], plan.Definition().Disks.Where(disk => disk.ReadOnly != true).Select(disk => disk.Serial));
        Assert.All(Plan(asked with { Unattended = null }).Definition().Disks, disk => Assert.Null(disk.Serial));
    }

    private static int Ports(MachinePlan plan) => plan.Definition().Devices.Count(device => device is ControllerXml { Model: "pcie-root-port" });

    /// <summary>Ubuntu's installer would ask whether it may, and, once it is started again, wipe what it has installed.</summary>
    [Theory]
    [InlineData("autoinstall", "autoinstall console=ttyS0")]
    [InlineData("kickstart", "console=ttyS0")]
    public void InstallerThatAKernelStarts_IsStartedOnce(string installer, string arguments)
    {
        var (kernel, initrd, medium) = (new VolumeName(Images, "vmlinuz"), new VolumeName(Images, "initrd"), new VolumeName(Images, "ubuntu.iso"));
        var stock = Inventory with { Volumes = Inventory.Volumes.SetItem((Host, Images), new([.. new[] { "vmlinuz", "initrd", "ubuntu.iso" }.Select(name => new StorageVolume(name, $"/srv/images/{name}", "raw", 1 << 20, 1 << 20))])) };

        var definition = Plan(new NewMachine("web", Disks: [new NewDisk()], Media: medium, Kernel: new KernelFiles(kernel, initrd, "console=ttyS0"), Unattended: new UnattendedSettings(installer, User: "anna", Password: "correct-horse")), inventory: stock).Definition();

        Assert.Equal((arguments, "destroy"), (definition.KernelArguments, definition.OnReboot));
        Assert.Equal([("vmlinuz", false), ("initrd", false), ("web-answers.iso", true), ("ubuntu.iso", false)], definition.SetupMedia.Select(each => (each.Volume!, each.IsDeleted)));
        Assert.All(definition.SetupMedia, each => Assert.Equal("installed", each.Until));
    }

    /// <summary>libvirt has looked into it, whatever its name says.</summary>
    [Fact]
    public void FormatOfAnImport_IsThatOfTheVolume()
    {
        var stock = Inventory with { Volumes = Inventory.Volumes.SetItem((Host, Images), new([new StorageVolume("old.img", "/srv/images/old.img", "qcow2", 1 << 20, 1 << 20)])) };

        Assert.Contains("-f qcow2 ", Plan(new NewMachine("web", Disks: [new NewDisk(Import: new ImportedImage(Images, "old.img"))]), inventory: stock).Disks.Single().ShellCommands("qemu:///system").Last(), StringComparison.Ordinal);
    }

    private static MachinePlan Plan(NewMachine asked, string arch = "x86_64", InventorySnapshot? inventory = null) => new(inventory ?? Inventory, Host, asked)
    {
        Kind = new GuestKind("kvm", "hvm", arch),
        Os = OsChoice.None,
        Defaults = MachineDefaults.For(OsDatabase.Empty, null, arch, null, kvm: true),
        Offer = new HostOffer(null),
    };

    private static StoragePool Pool(Guid uuid, string name, string xml) => new(Host, uuid, name, "running", true, true, 100L << 30, 40L << 30, 60L << 30, xml);
}

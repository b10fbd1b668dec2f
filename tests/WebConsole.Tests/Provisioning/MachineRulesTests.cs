using System.Collections.Immutable;
using Libvirt.Xml;
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

/// <summary>What a machine type has not, is said at the field before anything is made.</summary>
public sealed class MachineRulesTests
{
    private static readonly Guid Images = Guid.NewGuid();

    private static readonly InventorySnapshot Inventory = new()
    {
        StoragePools = ImmutableDictionary<(string, Guid), StoragePool>.Empty.Add(("local", Images),
            new StoragePool("local", Images, "default", "running", true, true, 100L << 30, 40L << 30, 60L << 30, "<pool type='dir'><name>default</name><target><path>/srv/images</path></target></pool>")),
        Volumes = ImmutableDictionary<(string, Guid), PoolVolumes>.Empty.Add(("local", Images), new([new StorageVolume("setup.iso", "/srv/images/setup.iso", "iso", 1 << 20, 1 << 20)])),
    };

    [Theory]
    [InlineData("q35", "ide", false)]
    [InlineData("pc", "ide", true)]
    [InlineData("q35", "sata", true)]
    [InlineData("q35", "virtio", true)]
    [InlineData("q35", "xen", false)]
    public void Bus_IsOneOfTheMachineType(string type, string bus, bool isTaken) =>
        Assert.Equal(isTaken, !Mistakes(new NewMachine("web", Disks: [new NewDisk(Size: 1, Bus: bus)]), type).ContainsKey("disks[0].bus"));

    /// <summary>What QEMU on the host lacks is not asked of libvirt.</summary>
    [Fact]
    public void BusThatTheHostLacks_IsRefused() =>
        Assert.Contains("virtio, sata", Mistakes(new NewMachine("web", Disks: [new NewDisk(Size: 1, Bus: "usb")]), "q35", buses: "<value>sata</value><value>virtio</value>")["disks[0].bus"][0], StringComparison.Ordinal);

    [Fact]
    public void FifthDeviceOnIde_IsRefused()
    {
        var disks = Enumerable.Repeat(new NewDisk(Size: 1, Bus: "ide"), 4).ToArray();

        Assert.Empty(Mistakes(new NewMachine("web", Disks: disks), "pc"));
        Assert.Equal(["disks[4].bus"], Mistakes(new NewMachine("web", Disks: [.. disks, disks[0]]), "pc").Keys);
        Assert.Equal(["disks[3].bus"], Mistakes(new NewMachine("web", Disks: disks, Media: new VolumeName(Images, "setup.iso")), "pc").Keys);
    }

    [Theory]
    [InlineData(16, true)]
    [InlineData(17, false)]
    [InlineData(0, false)]
    public void Processors_AreAtMostWhatTheMachineTypeHas(int count, bool isTaken) =>
        Assert.Equal(isTaken, !Mistakes(new NewMachine("web", Vcpus: count, Disks: []), "q35").ContainsKey("vcpus"));

    /// <summary>Only q35 keeps the firmware's variables from the guest.</summary>
    [Theory]
    [InlineData("q35", true)]
    [InlineData("pc", false)]
    public void SecureBoot_NeedsQ35(string type, bool isTaken) =>
        Assert.Equal(isTaken, !Mistakes(new NewMachine("web", Firmware: "uefi-secure", Disks: []), type).ContainsKey("firmware"));

    /// <summary>The disk names its partitions, one after the other.</summary>
    [Fact]
    public void TwoPartitions_CanBeMadeAtOnce()
    {
        var device = Guid.NewGuid();
        var inventory = Inventory with
        {
            StoragePools = Inventory.StoragePools.Add(("local", device), new StoragePool("local", device, "sdb", "running", true, true, 100L << 30, 0, 100L << 30, "<pool type='disk'><name>sdb</name><source><device path='/dev/sdb'/></source><target><path>/dev</path></target></pool>")),
        };

        Assert.DoesNotContain(Mistakes(new NewMachine("web", Disks: [new NewDisk(device, Size: 1 << 30), new NewDisk(device, Size: 1 << 30)]), "q35", inventory: inventory).Keys, field => field.EndsWith(".volume", StringComparison.Ordinal));
    }

    /// <summary>Each alone would fit.</summary>
    [Fact]
    public void DisksThatDoNotFitTogether_AreRefused()
    {
        var group = Guid.NewGuid();
        var inventory = Inventory with
        {
            StoragePools = Inventory.StoragePools.Add(("local", group), new StoragePool("local", group, "vg0", "running", true, true, 100L << 30, 60L << 30, 40L << 30, "<pool type='logical'><name>vg0</name><source><name>vg0</name></source><target><path>/dev/vg0</path></target></pool>")),
        };
        NewMachine Asked(long size) => new("web", Disks: [new NewDisk(group, Size: size), new NewDisk(group, Size: size)]);

        Assert.Empty(Mistakes(Asked(20L << 30), "q35", inventory: inventory));
        Assert.Contains("Together they take 42 GiB", Mistakes(Asked(21L << 30), "q35", inventory: inventory)["disks"][0], StringComparison.Ordinal);
    }

    /// <summary>The definition is written as XML, which can't hold every letter.</summary>
    [Fact]
    public void KernelArguments_AreOneLineThatXmlCanHold()
    {
        Assert.All(["console=ttyS0 quiet", "name=\U0001F600"], arguments => Assert.False(IsRefused(arguments)));
        // An attribute of a test can't hold half a character.
        Assert.All(["a\nb", "a\uFFFE", "a\uD83D", "\uDE00a"], arguments => Assert.True(IsRefused(arguments)));

        static bool IsRefused(string arguments) => Mistakes(new NewMachine("web", Disks: [], Kernel: new KernelFiles(new VolumeName(Images, "setup.iso"), Arguments: arguments)), "q35")
            .GetValueOrDefault("kernel", []).Any(text => text.Contains("arguments", StringComparison.Ordinal));
    }

    /// <summary>It asks nobody before it wipes a disk.</summary>
    [Theory]
    [InlineData("kickstart")]
    [InlineData("autoinstall")]
    [InlineData("autounattend")]
    public void InstallerThatAsksNothing_GetsNewDisksAlone(string installer)
    {
        var there = new NewDisk(Images, "setup.iso", Format: "raw");

        Assert.DoesNotContain(Mistakes(Installed(installer, new(Size: 1 << 30), new(Size: 1 << 30)), "q35").Keys, field => field.StartsWith("disks", StringComparison.Ordinal));
        Assert.Contains("disks[1].volume", Mistakes(Installed(installer, new(Size: 1 << 30), there), "q35").Keys);
        Assert.Contains("unattended", Mistakes(Installed(installer, there), "q35").Keys);
    }

    /// <summary>Windows' first disk is the first on a bus; Linux is told a serial number.</summary>
    [Theory]
    [InlineData("autoinstall", false)]
    [InlineData("autounattend", true)]
    public void SecondBusBesideWindowsSetup_IsRefused(string installer, bool isRefused) =>
        Assert.Equal(isRefused, Mistakes(Installed(installer, new(Size: 1 << 30, Bus: "virtio"), new(Size: 1 << 30, Bus: "sata")), "q35").ContainsKey("disks[1].bus"));

    private static NewMachine Installed(string installer, params NewDisk[] disks) =>
        new("web", Media: new VolumeName(Images, "setup.iso"), Disks: disks, Unattended: new UnattendedSettings(installer, User: "anna", Password: "correct-horse"));

    private static IReadOnlyDictionary<string, string[]> Mistakes(NewMachine asked, string type, string? buses = null, InventorySnapshot? inventory = null)
    {
        var capabilities = DomainCapabilitiesXml.TryParse($"""
            <domainCapabilities><machine>{type}</machine><vcpu max='16'/>
              <os supported='yes'><enum name='firmware'><value>efi</value></enum><loader supported='yes'><value>/usr/share/OVMF/OVMF_CODE.fd</value><enum name='secure'><value>yes</value></enum></loader></os>
              <devices><disk supported='yes'><enum name='bus'>{buses ?? "<value>ide</value><value>sata</value><value>virtio</value><value>scsi</value><value>usb</value>"}</enum></disk></devices>
            </domainCapabilities>
            """, out var parsed) ? parsed : null;
        var plan = new MachinePlan(inventory ?? Inventory, "local", asked)
        {
            Kind = new GuestKind("kvm", "hvm", "x86_64"),
            Os = OsChoice.None,
            Defaults = MachineDefaults.For(OsDatabase.Empty, null, "x86_64", capabilities, kvm: true),
            Offer = new HostOffer(capabilities),
        };
        return new MachineRules(inventory ?? Inventory, new HostStatus { Name = "local", Uri = "qemu:///system", Connection = ConnectionState.Connected }, plan).Mistakes();
    }
}

using System.Collections.Immutable;
using Libvirt.Xml;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Copies;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.Tests.Provisioning;

public sealed class MachineCopyTests
{
    private const string Host = "local";

    private static readonly Guid Images = Guid.NewGuid(), Original = Guid.NewGuid();

    private static readonly StoragePool Pool = new(Host, Images, "default", "running", true, true, 100L << 30, 40L << 30, 60L << 30, "<pool type='dir'><name>default</name><target><path>/srv/images</path></target></pool>");

    private const string Devices = """
        <disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='/srv/images/web.qcow2'/><target dev='vda' bus='virtio'/><serial>S-1</serial><wwn>5000c50015ea71ad</wwn></disk>
        <disk type='file' device='cdrom'><driver name='qemu' type='raw'/><source file='/srv/images/setup.iso'/><target dev='sda' bus='sata'/><readonly/></disk>
        <interface type='network'><mac address='52:54:00:00:00:01'/><source network='default'/><target dev='web0'/><model type='virtio'/></interface>
        """;

    /// <summary>What another machine has for itself, a copy does not have.</summary>
    [Fact]
    public void Copy_HasAnIdentityOfItsOwn()
    {
        var copy = Copied(Devices + """
            <serial type='pty'><log file='/var/log/web.log'/></serial>
            <graphics type='vnc' port='5901' autoport='no' websocket='5701' listen='127.0.0.1'/>
            <vsock><cid auto='no' address='3'/></vsock>
            """);

        Assert.Equal(("web-02", "The web", true), (copy.Name, copy.Title, copy.Uuid is { } uuid && uuid != Original));
        Assert.NotEqual("52:54:00:00:00:01", copy.Interfaces[0].MacAddress);
        Assert.NotEqual(Guid.Parse("11111111-2222-3333-4444-555555555555"), copy.GenerationId);
        Assert.NotNull(copy.GenerationId);
        Assert.Equal((null, null, "/srv/images/web-02.qcow2"), (copy.Disks[0].Serial, copy.Disks[0].Wwn, copy.Disks[0].Source.File));
        Assert.Equal("/srv/images/setup.iso", copy.Disks[1].Source.File);
        Assert.Equal((true, -1), (copy.Graphics[0].AutoPort, copy.Graphics[0].Port));
        var text = copy.ToXml();
        Assert.All(["web_VARS.fd", "web0", "web.log", "SN-77", $"{Original:D}", "5701", "address='3'", "address=\"3\""], others => Assert.DoesNotContain(others, text, StringComparison.Ordinal));
    }

    /// <summary>The page shows what is made.</summary>
    [Fact]
    public void SameArguments_AreTheSameCopy()
    {
        var plan = Plan(Devices, new MachineCopy("web-02"));

        Assert.Equal(plan.Definition()!.ToXml(), plan.Definition()!.ToXml());
    }

    [Fact]
    public void Disk_CanRestOnTheOthers()
    {
        var disk = Plan(Devices, new MachineCopy("web-02", Disks: [new CopiedDisk("vda", "link")])).Disks[0];

        Assert.Equal(("web-02.qcow2", "qcow2", "web.qcow2"), (disk.Plan!.Name, disk.Plan.Format, disk.Plan.Source?.Name));
    }

    [Fact]
    public void DisksThatAreLeftOut_AreNotThere() =>
        Assert.Equal(["sda"], Plan(Devices, new MachineCopy("web-02", Disks: [new CopiedDisk("vda", "omit")])).Definition()!.Disks.Select(disk => disk.TargetDevice));

    /// <summary>One by one: what the host has once is named, and not there.</summary>
    [Theory]
    [InlineData("<hostdev mode='subsystem' type='pci'><source><address domain='0' bus='1' slot='0' function='0'/></source></hostdev>", "a device of the host (pci)")]
    [InlineData("<tpm model='tpm-tis'><backend type='passthrough'><device path='/dev/tpm0'/></backend></tpm>", "the host's TPM")]
    [InlineData("<memory model='nvdimm'><source><path>/srv/n.img</path></source><target><size unit='MiB'>64</size></target></memory>", "the memory in /srv/n.img")]
    [InlineData("<interface type='hostdev'><mac address='52:54:00:00:00:09'/><source><address type='pci' domain='0' bus='1' slot='0' function='0'/></source></interface>", "the network card 52:54:00:00:00:09, a device of the host")]
    public void WhatTheHostHasOnce_IsLeftOutAndNamed(string device, string named)
    {
        var plan = Plan(Devices + device, new MachineCopy("web-02"));

        Assert.Equal([named], HostPart.LeftOut(plan.Read!));
        Assert.Empty(HostPart.LeftOut(plan.Definition()!));
    }

    [Theory]
    [InlineData("<disk type='file' device='disk'><driver type='raw'/><source file='/elsewhere/x.img'/><target dev='vdb'/></disk>", "copy", "disks[0].use", "It lies in no pool that WebConsole knows")]
    [InlineData("<disk type='file' device='disk'><driver type='raw'/><source file='/srv/images/data.img'/><target dev='vdb'/></disk>", "share", "disks[0].use", "Two machines that write to one disk destroy its data")]
    [InlineData("<disk type='block' device='lun'><driver type='raw'/><source dev='/dev/sdz'/><target dev='vdb'/></disk>", "link", "disks[0].use", "a SCSI device of the host")]
    [InlineData("<disk type='file' device='disk'><driver type='raw'/><source file='/srv/images/secret.luks'/><target dev='vdb'/></disk>", "copy", "disks[0].use", "It is encrypted")]
    [InlineData("<disk type='file' device='disk'><driver type='raw'/><source file='/srv/images/data.img'/><target dev='vdb'/></disk>", "steal", "disks[0].use", "One of copy, link, share, omit.")]
    public void DiskThatCantBeSo_IsNamed(string disk, string use, string field, string said) =>
        Assert.Contains(said, Assert.Contains(field, Mistakes(Plan(Devices + disk, new MachineCopy("web-02", Disks: [new CopiedDisk("vdb", use)]))))[0], StringComparison.Ordinal);

    [Fact]
    public void DiskThatIsReadOnly_IsSharedByItself()
    {
        var plan = Plan("<disk type='file' device='disk'><driver type='raw'/><source file='/srv/images/data.img'/><target dev='vdb'/><readonly/></disk>", new MachineCopy("web-02"));

        Assert.Empty(Mistakes(plan));
        Assert.Equal("/srv/images/data.img", plan.Definition()!.Disks[0].Source.File);
    }

    /// <summary>libvirt's guess of a disk into which a guest wrote a qcow2 header is not what its copy becomes.</summary>
    [Fact]
    [Trait("Attack", "F1")]
    public void RawDiskThatLooksLikeAnImage_IsNotCopiedAsOne() =>
        Assert.Contains("web uses it as raw", Assert.Contains("disks", Mistakes(Plan("<disk type='file' device='disk'><driver type='raw'/><source file='/srv/images/web.qcow2'/><target dev='vdb'/></disk>", new MachineCopy("web-02"))))[0], StringComparison.Ordinal);

    /// <summary>A copy brings nothing that whoever makes it could not set.</summary>
    [Theory]
    [Trait("Attack", "F4")]
    [InlineData("<hostdev mode='capabilities' type='misc'><source><char>/dev/input0</char></source></hostdev>", false)]
    [InlineData("<disk type='file' device='cdrom'><driver name='qemu' type='raw'/><source file='/etc/shadow'/><target dev='sdb' bus='sata'/><readonly/></disk>", true)]
    [InlineData("<filesystem type='mount'><source dir='/etc'/><target dir='etc'/></filesystem>", true)]
    [InlineData("<interface type='bridge'><source bridge='br0'/></interface>", true)]
    [InlineData("<serial type='file'><source path='/etc/cron.d/x'/></serial>", true)]
    [InlineData("", false)]
    public void WhatReachesTheHost_IsForAdministrators(string device, bool isForThem)
    {
        var plan = Plan(Devices + device, new MachineCopy("web-02"));

        var settings = CopyRights.ForAdministrators(plan.Definition()!, plan, Inventory(plan.Original));

        Assert.True(isForThem == settings.Count > 0, string.Join(", ", settings));
    }

    [Theory]
    [InlineData(true, false, "web runs")]
    [InlineData(false, true, "web has saved memory")]
    public void MachineThatIsNotShutOff_IsNotCopied(bool runs, bool saved, string said)
    {
        var original = Machine(Devices) with { IsActive = runs, HasManagedSave = saved };
        var operation = new CopyMachine { Target = "web-02", On = Status, Planned = new(() => new MachineCopyPlan(Inventory(original), original, new MachineCopy("web-02"))) };

        Assert.StartsWith(said, operation.WhyConflicts(Inventory(original)), StringComparison.Ordinal);
    }

    /// <summary>Everybody who sees a machine sees its tasks.</summary>
    [Fact]
    public void VirshLine_ShowsNoMoreThanViewersMayRead()
    {
        var original = Machine(Devices, "<os><type>hvm</type><kernel>/srv/images/vmlinuz</kernel><cmdline>password=hunter-22</cmdline></os>");

        var line = new CopyMachine { Target = "web-02", On = Status, Planned = new(() => new MachineCopyPlan(Inventory(original), original, new MachineCopy("web-02"))) }.VirshLine;

        Assert.Contains("define", line, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter-22", line, StringComparison.Ordinal);
    }

    private static HostStatus Status => new() { Name = Host, Uri = "qemu:///system", Connection = ConnectionState.Connected };

    private static DomainXml Copied(string devices) => Plan(devices, new MachineCopy("web-02")).Definition()!;

    private static IReadOnlyDictionary<string, string[]> Mistakes(MachineCopyPlan plan) => new MachineCopyRules(Inventory(plan.Original), plan).Mistakes();

    private static MachineCopyPlan Plan(string devices, MachineCopy asked) => Machine(devices) is var original ? new(Inventory(original), original, asked) : throw new InvalidOperationException();

    private static Machine Machine(string devices, string os = "<os><type arch='x86_64' machine='q35'>hvm</type><nvram>/var/lib/libvirt/qemu/nvram/web_VARS.fd</nvram></os>") => new()
    {
        Id = new MachineId(Host, Original),
        Name = "web",
        Persistent = true,
        State = MachineState.ShutOff,
        Xml = $"""
            <domain type='kvm'><name>web</name><uuid>{Original:D}</uuid><genid>11111111-2222-3333-4444-555555555555</genid><title>The web</title><memory>65536</memory>
            <sysinfo type='smbios'><system><entry name='uuid'>{Original:D}</entry><entry name='serial'>SN-77</entry></system></sysinfo>{os}<devices>{devices}</devices></domain>
            """,
    };

    private static InventorySnapshot Inventory(Machine original) => new()
    {
        Hosts = [Status],
        Machines = ImmutableDictionary<MachineId, Machine>.Empty.Add(original.Id, original),
        StoragePools = ImmutableDictionary<(string, Guid), StoragePool>.Empty.Add((Host, Images), Pool),
        Volumes = ImmutableDictionary<(string, Guid), PoolVolumes>.Empty.Add((Host, Images), new(
        [
            new StorageVolume("web.qcow2", "/srv/images/web.qcow2", "qcow2", 2L << 30, 1L << 30), new StorageVolume("setup.iso", "/srv/images/setup.iso", "iso", 2L << 20, 1L << 20),
            new StorageVolume("data.img", "/srv/images/data.img", "raw", 1L << 30, 0), new StorageVolume("secret.luks", "/srv/images/secret.luks", "raw", 1L << 30, 0) { Encrypted = true },
        ])),
        Networks = ImmutableDictionary<(string, Guid), Network>.Empty.Add((Host, Images), new Network(Host, Images, "default", true, true, true, "virbr0", "<network><name>default</name></network>")),
    };
}

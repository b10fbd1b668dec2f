using System.Collections.Immutable;
using Libvirt.Xml;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Copies;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.Tests.Provisioning;

public sealed partial class MachineCopyTests
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
        var plan = Plan(Devices, new MachineCopy("web-02", Disks: [new CopiedDisk("vda", "link")]));
        var disk = plan.Disks[0];

        Assert.Empty(Mistakes(plan));
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
    [InlineData("<interface type='vhostuser'><mac address='52:54:00:00:00:09'/><source type='unix' path='/run/ovs/vhost-1' mode='server'/></interface>", "the network card 52:54:00:00:00:09, at a socket of the host")]
    [InlineData("<channel type='tcp'><source mode='bind' host='127.0.0.1' service='4555'/><target type='virtio' name='log'/></channel>", "the channel log at 4555")]
    [InlineData("<channel type='file'><source path='/srv/log'/><target type='virtio' name='log'/></channel>", "the channel log at /srv/log")]
    [InlineData("<filesystem type='mount'><driver type='virtiofs'/><source socket='/run/fs.sock'/><target dir='data'/></filesystem>", "the file system at /run/fs.sock")]
    public void WhatTheHostHasOnce_IsLeftOutAndNamed(string device, string named)
    {
        var plan = Plan(Devices + device, new MachineCopy("web-02"));

        Assert.Equal([named], HostPart.LeftOut(plan.Read!));
        Assert.Empty(HostPart.LeftOut(plan.Definition()!));
    }

    /// <summary>A second machine would take over a socket, find a port taken, or write into the same file.</summary>
    [Theory]
    [InlineData("<serial type='unix'><source mode='bind' path='/run/one.sock'/><target port='0'/></serial>", "one.sock", "its serial ends in a terminal, not at /run/one.sock")]
    [InlineData("<console type='tcp'><source mode='bind' host='0.0.0.0' service='4555'/><protocol type='telnet'/></console>", "4555", "its console ends in a terminal, not at 4555")]
    [InlineData("<serial type='file'><source path='/srv/one.log'/></serial>", "one.log", "its serial ends in a terminal, not at /srv/one.log")]
    [InlineData("<channel type='unix'><source mode='bind' path='/run/one.sock'/><target type='virtio' name='org.qemu.guest_agent.0'/></channel>", "one.sock", "its channel org.qemu.guest_agent.0 is not at /run/one.sock")]
    [InlineData("<graphics type='vnc'><listen type='socket' socket='/run/one.sock'/></graphics>", "one.sock", "its display is not at /run/one.sock")]
    [InlineData("<graphics type='vnc' socket='/run/one.sock'/>", "one.sock", "its display is not at /run/one.sock")]
    [InlineData("<graphics type='vnc' port='-1' autoport='yes' websocket='5701'/>", "5701", null)]
    [InlineData("<interface type='bridge'><source bridge='ovs'/><virtualport type='openvswitch'><parameters interfaceid='09b11c53-8b5c-4eeb-8f00-d84eaa0aaa4f'/></virtualport></interface>", "09b11c53", null)]
    [InlineData("<interface type='user'><backend type='passt'/><portForward proto='tcp'><range start='2222' to='22'/></portForward></interface>", "2222", "no ports of the host lead into it")]
    [InlineData("<tpm model='tpm-crb'><backend type='emulator'><source type='file' path='/srv/one.tpm'/></backend></tpm>", "one.tpm", null)]
    public void EndThatCanBeThereOnce_IsFreed(string device, string gone, string? said)
    {
        var plan = Plan(Devices + device, new MachineCopy("web-02"));

        Assert.Equal(said is null ? [] : [said], CopiedDefinition.Remarks(plan.Read!));
        Assert.DoesNotContain(gone, plan.Definition()!.ToXml(), StringComparison.Ordinal);
        Assert.Empty(CopiedDefinition.Remarks(plan.Definition()!));
    }

    /// <summary>Without its socket, a display listens on another one, not on a port.</summary>
    [Fact]
    public void DisplayAtASocket_StaysAtOne() =>
        Assert.Equal("socket", Copied(Devices + "<graphics type='vnc' socket='/run/one.sock'/>").Element.Descendants("listen").Single().Attribute("type")?.Value);

    [Theory]
    [InlineData("<filesystem type='mount'><source dir='/srv/data'/><target dir='data'/></filesystem>", "both have /srv/data")]
    [InlineData("<serial type='tcp'><source mode='connect' host='logs' service='4555'/></serial>", "both connect their serial to logs")]
    [InlineData("<shmem name='bus'><model type='ivshmem-plain'/></shmem>", "both have the shared memory bus")]
    public void WhatBothUse_IsNamed(string device, string said) => Assert.Equal([said], CopiedDefinition.Remarks(Plan(Devices + device, new MachineCopy("web-02")).Read!));

    /// <summary>With one label, each could open the other's disks.</summary>
    [Fact]
    public void LabelThatIsFixed_IsChosenAnew()
    {
        var original = DomainXml.Parse(Machine(Devices).Xml.Replace("<devices>", "<seclabel type='static' model='selinux'><label>s0:c1,c2</label></seclabel><seclabel type='static' model='dac'><label>+64055:+64055</label></seclabel><devices>", StringComparison.Ordinal));

        var copy = Plan(Devices, new MachineCopy("web-02")).Definition(original, disk => disk.Name);

        Assert.Equal(["dac"], copy.SecurityLabels.Select(label => label.Element.Attribute("model")!.Value));
        Assert.Equal(["libvirt chooses its label for selinux"], CopiedDefinition.Remarks(original));
    }

    /// <summary>The demo is taken away by its mark, and the medium of a first boot by its name: a copy goes with neither.</summary>
    [Fact]
    public void Metadata_IsOnlyWhatDescribesTheMachine()
    {
        var original = DomainXml.Parse(Machine(Devices).Xml.Replace("<memory>", """
            <metadata><lab:guest xmlns:lab="urn:webconsole:lab"/>
            <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0"><libosinfo:os id="http://debian.org/debian/13"/></libosinfo:libosinfo>
            <wc:machine xmlns:wc="urn:webconsole:machine:1"><wc:tag>production</wc:tag><wc:notes>Ask Anna.</wc:notes><wc:medium until="booted" pool="11111111-2222-3333-4444-555555555555" volume="web-seed.iso" delete="yes"/></wc:machine></metadata><memory>
            """, StringComparison.Ordinal));
        Assert.Single(original.SetupMedia);

        var copy = Plan(Devices, new MachineCopy("web-02")).Definition(original, disk => disk.Name);

        Assert.Equal(("http://debian.org/debian/13", "Ask Anna."), (copy.OperatingSystemId, copy.Notes));
        Assert.Equal(["production"], copy.Tags);
        Assert.Equal(["libosinfo", "machine"], copy.Metadata!.Elements().Select(element => element.Name.LocalName).Order());
        Assert.Empty(copy.SetupMedia);
    }

    /// <summary>libvirt's guess of a disk into which a guest wrote a qcow2 header is not what its copy becomes.</summary>
    [Fact]
    [Trait("Attack", "F1")]
    public void RawDiskThatLooksLikeAnImage_IsNotCopiedAsOne() =>
        Assert.Contains("web uses it as raw", Assert.Contains("disks", Mistakes(Plan("<disk type='file' device='disk'><driver type='raw'/><source file='/srv/images/web.qcow2'/><target dev='vdb'/></disk>", new MachineCopy("web-02"))))[0], StringComparison.Ordinal);

    /// <summary>What depends on the number of vCPUs goes along; where it can't, it goes.</summary>
    [Theory]
    [InlineData(6, 2, 3)]
    [InlineData(5, null, null)]
    public void Size_CanBeAnother(int vcpus, int? sockets, int? cores)
    {
        var original = Machine(Devices, "<vcpu current='2'>4</vcpu><vcpus><vcpu id='0' enabled='yes'/></vcpus><currentMemory>32768</currentMemory><maxMemory slots='4'>131072</maxMemory><cputune><vcpupin vcpu='0' cpuset='1'/><vcpupin vcpu='9' cpuset='1'/></cputune><cpu><topology sockets='2' cores='2' threads='1'/></cpu><os><type>hvm</type></os>");

        var copy = new MachineCopyPlan(Inventory(original), original, new MachineCopy("web-02", Memory: 1L << 30, Vcpus: vcpus)).Definition()!;

        Assert.Equal((vcpus, null, 1L << 30, 1L << 30, 1L << 30), (copy.VirtualCpus, copy.CurrentVirtualCpus, copy.MemoryBytes, copy.CurrentMemoryBytes ?? copy.MemoryBytes, copy.MaxMemoryBytes));
        Assert.Equal((sockets, cores), (copy.Sockets, copy.Cores));
        Assert.Equal("vcpupin vcpu=\"0\" cpuset=\"1\"", string.Join(' ', copy.Element.Element("cputune")!.Elements().Select(pin => $"vcpupin {string.Join(' ', pin.Attributes())}")));
        Assert.Empty(copy.Element.Elements("vcpus"));
    }

    /// <summary>As of a change of the machine: what is on, with the maximum as it is.</summary>
    [Fact]
    public void Size_IsWhatIsOn()
    {
        var original = Machine(Devices, "<vcpu>4</vcpu><os><type>hvm</type></os>");

        var copy = new MachineCopyPlan(Inventory(original), original, new MachineCopy("web-02", Memory: 32L << 20, Vcpus: 1)).Definition()!;

        Assert.Equal((4, 1, 64L << 20, 32L << 20), (copy.VirtualCpus, copy.CurrentVirtualCpus, copy.MemoryBytes, copy.CurrentMemoryBytes));
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

    /// <summary>Where its boot entries are; into other folders nothing is written because a definition names them.</summary>
    [Theory]
    [InlineData("<os firmware='efi'><type>hvm</type></os>", "qemu:///system", "/var/lib/libvirt/qemu/nvram web_VARS.fd web_VARS.qcow2")]
    [InlineData("<os firmware='efi'><type>hvm</type></os>", "qemu+ssh://b/system?keyfile=k", "/var/lib/libvirt/qemu/nvram web_VARS.fd web_VARS.qcow2")]
    [InlineData("<os firmware='efi'><type>hvm</type></os>", "qemu:///session", null)]
    [InlineData("<os><type>hvm</type><loader type='pflash'>/x</loader><nvram>/home/a/.config/libvirt/qemu/nvram/old.fd</nvram></os>", "qemu:///session", "/home/a/.config/libvirt/qemu/nvram old.fd")]
    [InlineData("<os firmware='efi'><type>hvm</type><nvram>/etc/cron.d/web</nvram></os>", "qemu:///system", null)]
    [InlineData("<os firmware='efi'><type>hvm</type><nvram type='network'><source protocol='iscsi' name='x'/></nvram></os>", "qemu:///system", null)]
    [InlineData("<os><type>hvm</type></os>", "qemu:///system", null)]
    public void UefiVariables_AreInLibvirtsFolder(string os, string uri, string? found) =>
        Assert.Equal(found, UefiVariables.Of(DomainXml.Parse($"<domain><name>web</name>{os}</domain>"), uri) is { } variables ? string.Join(' ', [variables.Folder, .. variables.Names]) : null);

    /// <summary>Those in libvirt's folder are copied, so a copy boots as the original does.</summary>
    [Theory]
    [InlineData("<os firmware='efi'><type>hvm</type></os>", false)]
    [InlineData("<os firmware='efi'><type>hvm</type><nvram>/srv/web.fd</nvram></os>", true)]
    [InlineData("<os><type>hvm</type><loader type='pflash'>/x</loader><nvram>/srv/web.fd</nvram></os>", true)]
    [InlineData("<os><type>hvm</type></os>", false)]
    public void UefiVariablesThatAreNotCopied_AreWarnedOf(string os, bool isWarned)
    {
        var original = Machine(Devices, os);
        var plan = new MachineCopyPlan(Inventory(original), original, new MachineCopy("web-02"));

        Assert.Equal(isWarned, new CopyMachine { Target = "web-02", On = Status, Planned = new(() => plan) }.Warnings(Inventory(original)).Any(warning => warning.Text.Contains("new variables of the firmware", StringComparison.Ordinal)));
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

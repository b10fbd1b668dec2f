using Libvirt.Xml;
using WebConsole.Appliances;
using WebConsole.Appliances.Definitions;
using WebConsole.Appliances.Images;
using WebConsole.Appliances.Packages;
using WebConsole.Operations;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Appliances;

public sealed class OvaWriterTests : IDisposable
{
    private const string Machine = """
        <domain type='kvm'>
          <name>shop 1/ä</name><uuid>5a3c2b10-0000-4000-8000-000000000001</uuid><description>Sells things.</description>
          <metadata><libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0"><libosinfo:os id="http://microsoft.com/win/11"/></libosinfo:libosinfo></metadata>
          <memory unit='GiB'>4</memory><vcpu>4</vcpu><cpu><topology sockets='2' dies='1' cores='2' threads='1'/></cpu>
          <os firmware='efi'><type arch='x86_64' machine='q35'>hvm</type><loader secure='yes'/></os>
          <devices>
            <emulator>/usr/bin/qemu-system-x86_64</emulator>
            <disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='/srv/secret-path/a.raw'/><target dev='sda' bus='sata'/></disk>
            <disk type='network' device='disk'><driver name='qemu' type='raw'/><auth username='admin'><secret type='ceph' uuid='5a3c2b10-0000-4000-8000-000000000009'/></auth><source protocol='rbd' name='pool/b'/><target dev='sdb' bus='scsi'/></disk>
            <disk type='file' device='cdrom'><source file='/srv/secret-path/a.iso'/><target dev='sdc' bus='sata'/><readonly/></disk>
            <interface type='network'><mac address='52:54:00:aa:bb:01'/><source network='lan'/><model type='e1000e'/></interface>
            <interface type='bridge'><mac address='52:54:00:aa:bb:02'/><source bridge='br0'/><model type='e1000'/></interface>
            <graphics type='vnc' passwd='hunter2'/>
          </devices>
        </domain>
        """;

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ova_ReadBack_IsTheSameMachine()
    {
        var (writer, bytes) = await WriteAsync(Machine);
        var taken = new Dictionary<string, byte[]>();

        var machine = await new ApplianceReader(async (_, file, content, cancellation) =>
        {
            var all = new MemoryStream();
            await content.CopyToAsync(all, cancellation);
            taken[file.Name] = all.ToArray();
        }).ReadAsync(TarEntries.ReadAsync(new MemoryStream(bytes), Cancellation), Cancellation);

        Assert.Equal(("shop 1/ä", "Sells things.", 4, 2, 4L << 30, true, true), (machine.Name, machine.Description, machine.Vcpus, machine.CoresPerSocket, machine.MemoryBytes, machine.Efi, machine.SecureBoot));
        Assert.Equal("winnt", machine.Os?.Family);
        Assert.Equal([("a.vmdk", ImageFiles.Size, "vmdk", "sata"), ("b.vmdk", ImageFiles.Size, "vmdk", "scsi")], machine.Disks.Select(disk => (disk.File!.Name, (int)disk.CapacityBytes!, disk.Format!, disk.Bus)));
        Assert.Equal([new ApplianceCard("lan", "e1000e", "52:54:00:aa:bb:01"), new("br0", "e1000", "52:54:00:aa:bb:02")], machine.Cards);
        Assert.Equal([new ApplianceDrive("sata", null)], machine.Drives);
        Assert.Equal([], machine.Remarks.Concat(writer.Remarks));
        Assert.Equal(File.ReadAllBytes(_directory["a.vmdk"]), taken["a.vmdk"]);
        Assert.Equal(File.ReadAllBytes(_directory["b.vmdk"]), taken["b.vmdk"]);
    }

    [Fact]
    public async Task Ova_IsAsLongAsItSaid_AndTarReadsIt()
    {
        var (writer, bytes) = await WriteAsync(Machine);
        File.WriteAllBytes(_directory["a.ova"], bytes);
        Directory.CreateDirectory(_directory["out"]);

        ImageFiles.Run("tar", "-C", _directory["out"], "-xf", _directory["a.ova"]);

        Assert.Equal((writer.Length, "shop-1.ova"), (bytes.Length, writer.FileName));
        Assert.Equal(["a.vmdk", "b.vmdk", "shop-1.mf", "shop-1.ovf"], Directory.GetFiles(_directory["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        ImageFiles.Qemu("compare", "-f", "raw", "-F", "vmdk", ImageFiles.Raw(_directory["raw"]), Path.Combine(_directory["out"], "a.vmdk"));
    }

    [Fact]
    public async Task WhatOthersDoNotHave_IsSaid()
    {
        var (writer, _) = await WriteAsync(Machine.Replace("bus='sata'", "bus='virtio'", StringComparison.Ordinal).Replace("e1000e", "virtio", StringComparison.Ordinal)
            .Replace("<graphics", "<hostdev/><disk type='file' device='disk'><target dev='vdx'/></disk><graphics", StringComparison.Ordinal));

        Assert.Equal(
        [
            "sda is written as a SATA disk: others have no bus virtio.",
            "sdc is written as a SATA disk: others have no bus virtio.",
            "The network card 52:54:00:aa:bb:01 is written as E1000: others have no virtio.",
            "The disk vdx is not exported.",
            "Devices of the kind hostdev are not exported.",
        ], writer.Remarks);
    }

    [Fact]
    public async Task DiskThatChangesMeanwhile_EndsTheExport()
    {
        var disk = Disk("sda", "a") with { Length = 5 };

        await Assert.ThrowsAsync<OperationFailedException>(() => new OvaWriter(DomainXml.Parse(Machine), [disk]).WriteAsync(Stream.Null, Cancellation));
        await Assert.ThrowsAsync<OperationFailedException>(() => new OvaWriter(DomainXml.Parse(Machine), [disk with { Length = 1 << 30 }]).WriteAsync(Stream.Null, Cancellation));
    }

    /// <summary>What reaches into the host, or was a secret of the first boot.</summary>
    [Theory, Trait("Attack", "V2")]
    [InlineData("<os><type>hvm</type><cmdline>ds=nocloud hidden</cmdline></os>", "domain/os/cmdline")]
    [InlineData("<os><type>hvm</type><kernel>/srv/hidden</kernel></os>", "domain/os/kernel")]
    [InlineData("<sysinfo type='smbios'><oemStrings><entry>io.systemd.credential:hidden=1</entry></oemStrings></sysinfo>", "domain/sysinfo/oemStrings")]
    [InlineData("<sysinfo type='fwcfg'><entry name='opt/a' file='/srv/hidden'/></sysinfo>", "domain/sysinfo@type")]
    [InlineData("<qemu:commandline xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'><qemu:arg value='hidden'/></qemu:commandline>", "domain/{http://libvirt.org/schemas/domain/qemu/1.0}commandline")]
    [InlineData("<metadata><wc:machine xmlns:wc='urn:webconsole:machine:1'><wc:tag>kept</wc:tag><wc:medium pool='5a3c2b10-0000-4000-8000-000000000001' volume='hidden' until='booted'/></wc:machine></metadata>", "the media of the first boot")]
    [InlineData("<devices><filesystem type='mount'><source dir='/srv/hidden'/><target dir='a'/></filesystem></devices>", "domain/devices/filesystem")]
    [InlineData("<devices><hostdev mode='subsystem' type='mdev'><source><address uuid='hidden'/></source></hostdev></devices>", "domain/devices/hostdev")]
    [InlineData("<devices><serial type='file'><source path='/srv/hidden'/></serial></devices>", "domain/devices/serial@type")]
    [InlineData("<devices><interface type='vhostuser'><mac address='52:54:00:aa:bb:01'/><source type='unix' path='/srv/hidden' mode='client'/></interface></devices>", "domain/devices/interface@type")]
    [InlineData("<devices><rng model='virtio'><backend model='egd' type='unix'><source path='/srv/hidden'/></backend></rng></devices>", "domain/devices/rng/backend@model")]
    public void Bundle_LeavesOutWhatReachesTheHost(string setting, string path)
    {
        var machine = DomainXml.Parse($"<domain type='kvm'><name>web</name><title>The web</title>{setting}</domain>");
        var copy = PortableDefinition.Of(machine, []);

        var remarks = ExportedSettings.Clean(copy);

        Assert.Contains($"Left out: {path}.", remarks);
        Assert.Equal(remarks, new BundleWriter(machine, []).Remarks);
        Assert.DoesNotContain("hidden", copy.ToXml() + string.Concat(remarks), StringComparison.Ordinal);
        Assert.Equal(("The web", setting.Contains("kept", StringComparison.Ordinal)), (copy.Title, copy.ToXml().Contains("kept", StringComparison.Ordinal)));
    }

    [Fact, Trait("Attack", "V2")]
    public async Task Bundle_HasTheMachine_WithoutSecretsAndPaths()
    {
        var image = ImageFiles.Of("qcow2", _directory["a.qcow2"]);
        var machine = DomainXml.Parse(Machine);
        var writer = new BundleWriter(machine, [new("sda", "a.qcow2", new FileInfo(image).Length, ImageFiles.Size, _ => Task.FromResult<Stream>(File.OpenRead(image)))]);
        var bytes = new MemoryStream();

        await writer.WriteAsync(bytes, Cancellation);

        Assert.Equal((writer.Length, "shop-1.tar"), (bytes.Length, writer.FileName));
        bytes.Position = 0;
        var files = new Dictionary<string, byte[]>();
        await foreach (var entry in TarEntries.ReadAsync(bytes, Cancellation))
        {
            var all = new MemoryStream();
            await entry.Bytes.CopyToAsync(all, Cancellation);
            files[entry.Name] = all.ToArray();
        }
        Assert.Equal(["machine.xml", "a.qcow2"], files.Keys);
        Assert.Equal(File.ReadAllBytes(image), files["a.qcow2"]);
        var copy = DomainXml.Parse(System.Text.Encoding.UTF8.GetString(files["machine.xml"]));
        Assert.Equal((machine.Uuid, "52:54:00:aa:bb:01", "52:54:00:aa:bb:02"), (copy.Uuid, copy.Interfaces[0].MacAddress, copy.Interfaces[1].MacAddress));
        Assert.Equal([("sda", "a.qcow2", "qcow2"), ("sdc", null, null)], copy.Disks.Select(disk => (disk.TargetDevice, disk.SourcePath, disk.DriverType)));
        foreach (var secret in (string[])["hunter2", "secret", "admin", "rbd", "/srv", "/usr"])
            Assert.DoesNotContain(secret, copy.ToXml(), StringComparison.Ordinal);
        Assert.Contains("hunter2", machine.ToXml(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(511)]
    [InlineData((1L << 33) - 1)]
    [InlineData(1L << 33)]
    [InlineData(1L << 50)]
    public void Header_HoldsAnyLength(long length)
    {
        var header = new TarHeader("a.vmdk", length, TarHeader.File);

        Assert.Equal(header, TarHeader.Parse(header.ToBytes()));
        File.WriteAllBytes(_directory["large.tar"], header.ToBytes());
        using var reader = new System.Formats.Tar.TarReader(File.OpenRead(_directory["large.tar"]));
        Assert.Equal((length, "a.vmdk"), reader.GetNextEntry() is { } entry ? (entry.Length, entry.Name) : default);
    }

    public void Dispose() => _directory.Dispose();

    private async Task<(OvaWriter Writer, byte[] Bytes)> WriteAsync(string xml)
    {
        var writer = new OvaWriter(DomainXml.Parse(xml), [Disk("sda", "a"), Disk("sdb", "b")]);
        var bytes = new MemoryStream();
        await writer.WriteAsync(bytes, Cancellation);
        return (writer, bytes.ToArray());
    }

    private ExportedDisk Disk(string target, string name)
    {
        var image = ImageFiles.Of(DiskFormats.Vmdk, _directory[$"{name}.vmdk"], [.. DiskFormats.Options(DiskFormats.Vmdk)]);
        return new ExportedDisk(target, $"{name}.vmdk", new FileInfo(image).Length, ImageFiles.Size, _ => Task.FromResult<Stream>(File.OpenRead(image)));
    }
}

using System.Text;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Appliances;
using WebConsole.Appliances.Definitions;
using WebConsole.Operations;
using Xunit;

namespace WebConsole.Tests.Appliances;

public sealed class DefinitionImportTests
{
    /// <summary>As virsh dumpxml writes it of a running machine.</summary>
    private const string Running = """
        <domain type='kvm' id='7'>
          <name>shop</name><uuid>5a3c2b10-0000-4000-8000-000000000001</uuid>
          <metadata><libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0"><libosinfo:os id="http://debian.org/debian/12"/></libosinfo:libosinfo></metadata>
          <memory unit='KiB'>1048576</memory><currentMemory unit='KiB'>1048576</currentMemory><vcpu placement='static'>2</vcpu>
          <resource><partition>/machine</partition></resource>
          <os firmware='efi'><type arch='x86_64' machine='pc-q35-7.2'>hvm</type><firmware><feature enabled='yes' name='secure-boot'/></firmware>
            <loader readonly='yes' secure='yes' type='pflash'>/usr/share/OVMF/OVMF_CODE_4M.ms.fd</loader><nvram template='/usr/share/OVMF/OVMF_VARS_4M.ms.fd'>/var/lib/libvirt/qemu/nvram/shop_VARS.fd</nvram><boot dev='hd'/></os>
          <features><acpi/><apic/><smm state='on'/></features><cpu mode='host-passthrough' check='none' migratable='on'/>
          <clock offset='utc'><timer name='rtc' tickpolicy='catchup'/></clock><on_poweroff>destroy</on_poweroff><on_reboot>restart</on_reboot><on_crash>destroy</on_crash>
          <devices>
            <emulator>/usr/bin/qemu-system-x86_64</emulator>
            <disk type='file' device='disk'><driver name='qemu' type='qcow2' discard='unmap'/><source file='/srv/shop.qcow2' index='1'/><backingStore/><target dev='vda' bus='virtio'/><alias name='virtio-disk0'/><address type='pci' domain='0x0000' bus='0x04' slot='0x00' function='0x0'/></disk>
            <disk type='file' device='cdrom'><driver name='qemu' type='raw'/><target dev='sda' bus='sata'/><readonly/><address type='drive' controller='0' bus='0' target='0' unit='0'/></disk>
            <controller type='pci' index='0' model='pcie-root'><alias name='pcie.0'/></controller>
            <interface type='network'><mac address='52:54:00:aa:bb:01'/><source network='default' portid='1' bridge='virbr0'/><target dev='vnet3'/><model type='virtio'/></interface>
            <serial type='pty'><source path='/dev/pts/3'/><target type='isa-serial' port='0'><model name='isa-serial'/></target></serial>
            <console type='pty' tty='/dev/pts/3'><source path='/dev/pts/3'/><target type='serial' port='0'/></console>
            <channel type='unix'><source mode='bind' path='/run/libvirt/qemu/channel/7-shop/org.qemu.guest_agent.0'/><target type='virtio' name='org.qemu.guest_agent.0' state='connected'/></channel>
            <input type='tablet' bus='usb'/><graphics type='vnc' port='5901' autoport='yes' listen='127.0.0.1'><listen type='address' address='127.0.0.1'/></graphics>
            <audio id='1' type='none'/><video><model type='virtio' heads='1' primary='yes'/></video><memballoon model='virtio'/>
            <rng model='virtio'><backend model='random'>/dev/urandom</backend></rng><tpm model='tpm-crb'><backend type='emulator' version='2.0'/></tpm>
          </devices>
          <seclabel type='dynamic' model='dac' relabel='yes'><label>+64055:+108</label><imagelabel>+64055:+108</imagelabel></seclabel>
        </domain>
        """;

    private static readonly DefinitionSurroundings Host = new()
    {
        Emulators = ["/usr/bin/qemu-system-x86_64"],
        Networks = ["default"],
        HasVolume = (pool, volume) => (pool, volume) == ("images", "shop.qcow2"),
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>WebConsole deletes what such metadata names, with rights that operators do not have.</summary>
    [Fact]
    [Trait("Attack", "F4")]
    public async Task MetadataThatNamesVolumesToDelete_IsForAdministrators()
    {
        var machine = await ReadAsync(Running.Replace("</metadata>", "<wc:machine xmlns:wc='urn:webconsole:machine:1'><wc:tag>web</wc:tag><wc:medium until='booted' pool='5a3c2b10-0000-4000-8000-000000000001' volume='other.qcow2' delete='yes'/></wc:machine></metadata>", StringComparison.Ordinal));

        Assert.NotEmpty(DefinitionImport.Review(machine, Host).ForAdministrators);
        machine.SetupMedia.RemoveAt(0);
        Assert.Empty(DefinitionImport.Review(machine, Host).ForAdministrators);
    }

    /// <summary>WebConsole starts such machines by itself.</summary>
    [Fact]
    [Trait("Attack", "F4")]
    public async Task MetadataWithAnOrderOfTheStart_IsForAdministrators()
    {
        var machine = await ReadAsync(Running.Replace("</metadata>", "<wc:machine xmlns:wc='urn:webconsole:machine:1'><wc:tag>web</wc:tag><wc:autostart order='1'/></wc:machine></metadata>", StringComparison.Ordinal));

        Assert.NotEmpty(DefinitionImport.Review(machine, Host).ForAdministrators);
        machine.StartOrder = null;
        Assert.Empty(DefinitionImport.Review(machine, Host).ForAdministrators);
    }

    /// <summary>WebConsole and libvirt's hook open them by themselves.</summary>
    [Fact]
    [Trait("Attack", "F4")]
    public async Task MetadataWithAPortOfTheHost_IsForAdministrators()
    {
        var machine = await ReadAsync(Running.Replace("</metadata>", "<wc:machine xmlns:wc='urn:webconsole:machine:1'><wc:tag>web</wc:tag><wc:forward protocol='tcp' port='8443' card='52:54:00:00:00:01'/></wc:machine></metadata>", StringComparison.Ordinal));

        Assert.NotEmpty(DefinitionImport.Review(machine, Host).ForAdministrators);
        machine.HostForwards.RemoveAt(0);
        Assert.Empty(DefinitionImport.Review(machine, Host).ForAdministrators);
    }

    [Fact]
    public async Task MachineOfAnotherHost_NeedsItsDisksAlone()
    {
        var machine = await ReadAsync(Running);

        var review = DefinitionImport.Review(machine, Host);

        Assert.Empty(review.ForAdministrators);
        Assert.Equal(["vda"], review.DisksToChoose);
        Assert.Empty(review.NetworksToChoose);
        machine.Disks[0].SetSource(DiskSource.Volume("images", "shop.qcow2"));
        Assert.True(DefinitionImport.Review(machine, Host).IsComplete);
        machine.Disks[0].SetSource(DiskSource.Volume("images", "other.qcow2"));
        Assert.False(DefinitionImport.Review(machine, Host).IsComplete);
    }

    /// <summary>libvirt 9.0 takes no loader without a file that says no to secure boot.</summary>
    [Theory]
    [InlineData("", "no")]
    [InlineData("<firmware><feature enabled='no' name='enrolled-keys'/></firmware>", "no")]
    [InlineData("<firmware><feature enabled='yes' name='secure-boot'/></firmware>", "yes")]
    public async Task FirmwareWithoutSecureBoot_IsAskedForByAFeature(string firmware, string enabled)
    {
        var machine = await ReadAsync($"<domain type='kvm'><name>web</name><os firmware='efi'><type>hvm</type>{firmware}<loader readonly='yes' secure='no' type='pflash'>/usr/share/OVMF/OVMF_CODE_4M.fd</loader></os></domain>");

        var os = machine.Element.Element("os")!;
        Assert.Null(os.Element("loader"));
        Assert.Equal(enabled, Assert.Single(os.Elements("firmware").Elements("feature"), feature => feature.Attribute("name")!.Value == "secure-boot").Attribute("enabled")!.Value);
    }

    [Fact]
    public async Task Bundle_NeedsItsDisksAlone()
    {
        var bundle = PortableDefinition.Of(DomainXml.Parse(Running), [new ExportedDisk("vda", "shop.qcow2", 1, 1, _ => Task.FromResult(Stream.Null))]);

        var review = DefinitionImport.Review(await ReadAsync(bundle.ToXml()), Host with { Emulators = [] });

        Assert.Empty(review.ForAdministrators);
        Assert.Equal(["vda"], review.DisksToChoose);
    }

    [Fact]
    public async Task WhatIsTaken_IsSaid()
    {
        var review = DefinitionImport.Review(await ReadAsync(Running), Host with
        {
            Networks = [],
            MachineNames = ["shop"],
            MachineUuids = [Guid.Parse("5a3c2b10-0000-4000-8000-000000000001")],
            MacAddresses = ["52:54:00:AA:BB:01"],
        });

        Assert.Equal((true, true), (review.NameIsTaken, review.UuidIsTaken));
        Assert.Equal(["52:54:00:aa:bb:01"], review.MacAddressesTaken);
        Assert.Equal([(0, "default")], review.NetworksToChoose);
    }

    [Theory, Trait("Attack", "F4")]
    [InlineData("<hostdev mode='subsystem' type='pci'><source><address domain='0' bus='1' slot='0' function='0'/></source></hostdev>", "domain/devices/hostdev")]
    [InlineData("<filesystem type='mount'><source dir='/'/><target dir='host'/></filesystem>", "domain/devices/filesystem")]
    [InlineData("<shmem name='a'/>", "domain/devices/shmem")]
    [InlineData("<vsock model='virtio'><cid auto='yes'/></vsock>", "domain/devices/vsock")]
    [InlineData("<serial type='file'><source path='/etc/cron.d/a'/></serial>", "domain/devices/serial@type", "domain/devices/serial/source@path")]
    [InlineData("<serial type='tcp'><source mode='connect' host='10.0.0.1' service='22'/></serial>", "domain/devices/serial@type", "domain/devices/serial/source@mode", "domain/devices/serial/source@host", "domain/devices/serial/source@service")]
    [InlineData("<serial type='pty'><log file='/etc/cron.d/a'/></serial>", "domain/devices/serial/log")]
    [InlineData("<channel type='unix'><source mode='bind' path='/run/libvirt/qemu/channel/../../libvirt-sock'/><target type='virtio' name='a'/></channel>", "domain/devices/channel/source@path")]
    [InlineData("<channel type='unix'><source mode='connect' path='/run/libvirt/libvirt-sock'/></channel>", "domain/devices/channel/source@mode", "domain/devices/channel/source@path")]
    [InlineData("<rng model='virtio'><backend model='random'>/dev/sda</backend></rng>", "domain/devices/rng/backend")]
    [InlineData("<rng model='virtio'><backend model='egd' type='tcp'><source mode='connect' host='a' service='1'/></backend></rng>", "domain/devices/rng/backend@model", "domain/devices/rng/backend@type", "domain/devices/rng/backend/source")]
    [InlineData("<tpm model='tpm-tis'><backend type='passthrough'><device path='/dev/tpm0'/></backend></tpm>", "domain/devices/tpm/backend@type", "domain/devices/tpm/backend/device")]
    [InlineData("<input type='evdev'><source dev='/dev/input/event0'/></input>", "domain/devices/input@type", "domain/devices/input/source")]
    [InlineData("<graphics type='vnc' autoport='yes' listen='0.0.0.0'/>", "domain/devices/graphics@listen")]
    [InlineData("<graphics type='spice' autoport='yes'><gl enable='yes' rendernode='/dev/dri/renderD128'/></graphics>", "domain/devices/graphics/gl@enable", "domain/devices/graphics/gl@rendernode")]
    [InlineData("<audio id='2' type='file' path='/tmp/a'/>", "domain/devices/audio@type", "domain/devices/audio@path")]
    [InlineData("<redirdev bus='usb' type='tcp'/>", "domain/devices/redirdev@type")]
    [InlineData("<disk type='file' device='lun' rawio='yes'><source file='/dev/sda'/><target dev='vdb'/></disk>", "domain/devices/disk@device", "domain/devices/disk@rawio")]
    [InlineData("<disk type='file' device='cdrom'><target dev='vdb'/><shareable/></disk>", "domain/devices/disk/shareable")]
    [InlineData("<interface type='network'><source network='default'/><script path='/tmp/a'/></interface>", "domain/devices/interface/script")]
    [InlineData("<interface type='network'><source network='default'/><backend tap='/dev/net/tun'/></interface>", "domain/devices/interface/backend")]
    [InlineData("<interface type='network'><source network='default'/><target dev='eth0'/></interface>", "domain/devices/interface/target")]
    [InlineData("<unheardof/>", "domain/devices/unheardof")]
    public Task Device_ThatReachesTheHost_NeedsAnAdministrator(string device, params string[] findings) => FoundAsync("</devices>", device + "</devices>", findings);

    [Theory, Trait("Attack", "F4")]
    [InlineData("/usr/bin/qemu-system-x86_64", "/tmp/mine", "domain/devices/emulator")]
    [InlineData("<domain type='kvm'", "<domain type='xen'", "domain@type")]
    [InlineData("<os firmware='efi'>", "<os>", "domain/os/loader@readonly", "domain/os/loader@type", "domain/os/loader")]
    [InlineData("<boot dev='hd'/>", "<boot dev='hd'/><kernel>/etc/shadow</kernel>", "domain/os/kernel")]
    [InlineData("<boot dev='hd'/>", "<boot dev='hd'/><acpi><table type='slic'>/etc/shadow</table></acpi>", "domain/os/acpi")]
    [InlineData("<devices>", "<sysinfo type='fwcfg'><entry name='opt/a' file='/etc/shadow'/></sysinfo><devices>", "domain/sysinfo@type", "domain/sysinfo/entry")]
    [InlineData("<devices>", "<memoryBacking><locked/></memoryBacking><devices>", "domain/memoryBacking")]
    [InlineData("<devices>", "<cputune><vcpupin vcpu='0' cpuset='0'/></cputune><devices>", "domain/cputune")]
    [InlineData("<on_crash>destroy<", "<on_crash>coredump-destroy<", "domain/on_crash")]
    [InlineData("type='dynamic' model='dac'", "type='static' model='dac'", "domain/seclabel")]
    [InlineData("<partition>/machine<", "<partition>/system.slice<", "domain/resource")]
    [InlineData("</devices>", "</devices><qemu:commandline xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'><qemu:arg value='-incoming'/></qemu:commandline>", "domain/{http://libvirt.org/schemas/domain/qemu/1.0}commandline")]
    [InlineData("</devices>", "</devices><q:override xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'/>", "domain/{http://libvirt.org/schemas/domain/qemu/1.0}override")]
    [InlineData("<metadata>", "<metadata><a:b xmlns:a='urn:a'/>", "domain/metadata/{urn:a}b")]
    public Task Setting_ThatReachesTheHost_NeedsAnAdministrator(string part, string instead, params string[] findings) => FoundAsync(part, instead, findings);

    [Theory]
    [InlineData("<interface type='bridge'><source bridge='br0'/></interface>", "br0")]
    [InlineData("<interface type='direct'><source dev='eth0' mode='passthrough'/></interface>", "eth0")]
    [InlineData("<interface type='user'/>", "user")]
    [InlineData("<interface type='vhostuser'><source type='unix' path='/tmp/a' mode='client'/></interface>", "vhostuser")]
    public async Task Card_OnWhatIsNoNetwork_GetsOneThatIsChosen(string card, string was)
    {
        var machine = await ReadAsync(Running.Replace("</devices>", card + "</devices>", StringComparison.Ordinal));

        var review = DefinitionImport.Review(machine, Host);

        Assert.Equal([(1, was)], review.NetworksToChoose);
        Assert.Empty(review.ForAdministrators);
        machine.Interfaces[1].SetSource(InterfaceSource.Network("default"));
        review = DefinitionImport.Review(machine, Host);
        Assert.Empty(review.NetworksToChoose);
        Assert.Empty(review.ForAdministrators);
    }

    /// <summary>A source that is replaced may have anything in it; one that stays may not.</summary>
    [Fact, Trait("Attack", "F4")]
    public async Task Volume_WithMoreThanItsName_NeedsAnAdministrator()
    {
        var machine = await ReadAsync(Running.Replace("<disk type='file' device='disk'>", "<disk type='volume' device='disk'>", StringComparison.Ordinal)
            .Replace("<source file='/srv/shop.qcow2' index='1'/>", "<source pool='images' volume='shop.qcow2' mode='host'><reservations managed='yes'/></source>", StringComparison.Ordinal));

        Assert.Equal(["domain/devices/disk/source@mode", "domain/devices/disk/source/reservations"], DefinitionImport.Review(machine, Host).ForAdministrators.Select(finding => finding.Path));
    }

    /// <summary>Which of two libvirt takes is not ours to guess.</summary>
    [Theory, Trait("Attack", "F4")]
    [InlineData("<disk type='volume' device='disk'><source pool='images' volume='shop.qcow2'/><source pool='images' volume='secret'/><target dev='vdb'/></disk>", "domain/devices/disk/source")]
    [InlineData("<disk type='file' device='disk'><source file='/a'/><source pool='images' volume='secret'/><target dev='vdb'/></disk>", "domain/devices/disk/source")]
    [InlineData("<interface type='network'><source network='default'/><source network='secret'/></interface>", "domain/devices/interface/source")]
    public Task Source_ThatStandsTwice_NeedsAnAdministrator(string device, string finding) => FoundAsync("</devices>", device + "</devices>", [finding]);

    [Fact, Trait("Attack", "F4")]
    public Task Devices_ThatStandTwice_AreReviewedToo() =>
        FoundAsync("</devices>", "</devices><devices><disk type='file' device='disk'><source file='/etc/shadow'/><target dev='vdb'/></disk><hostdev/><emulator>/tmp/mine</emulator></devices>",
            ["domain/devices/hostdev", "domain/devices/emulator"], disks: ["vda", "vdb"]);

    [Theory, Trait("Attack", "J3")]
    [InlineData("<!DOCTYPE domain [<!ENTITY a SYSTEM 'file:///etc/shadow'>]><domain>&a;</domain>")]
    [InlineData("<network/>")]
    [InlineData("not xml")]
    public async Task WhatIsNoDefinition_IsRefused(string xml) =>
        Assert.Contains("no definition", (await Assert.ThrowsAsync<OperationFailedException>(() => ReadAsync(xml))).Message, StringComparison.Ordinal);

    [Fact, Trait("Attack", "J3")]
    public async Task File_WithoutEnd_IsRefused() =>
        Assert.Contains("longer than", (await Assert.ThrowsAsync<OperationFailedException>(() => ReadAsync(new string(' ', ApplianceText.MostBytes + 1)))).Message, StringComparison.Ordinal);

    private static Task<DomainXml> ReadAsync(string xml) => DefinitionImport.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(xml)), Cancellation);

    private static async Task FoundAsync(string part, string instead, string[] findings, string[]? disks = null)
    {
        Assert.Contains(part, Running, StringComparison.Ordinal);
        var review = DefinitionImport.Review(await ReadAsync(Running.Replace(part, instead, StringComparison.Ordinal)), Host);
        Assert.Equal(findings, review.ForAdministrators.Select(finding => finding.Path));
        if (disks is not null)
            Assert.Equal(disks, review.DisksToChoose);
    }
}

using System.Collections.Immutable;
using Libvirt.Xml;
using WebConsole.Features.Machines.Hardware;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.Tests.Machines.Hardware;

public sealed class MachineHardwareTests
{
    private static readonly Guid PoolUuid = Guid.Parse("11111111-c91e-4742-a4da-4a736edb9a9b");
    private static readonly Guid NetworkUuid = Guid.Parse("8d0a1f0e-96a3-4f3e-9f65-7e0c9d1a5a10");

    [Theory]
    [InlineData("<memory unit='GiB'>2</memory><currentMemory unit='GiB'>1</currentMemory>",
        "1 GiB memory", "at most 2 GiB")]
    [InlineData("<maxMemory slots='16' unit='GiB'>64</maxMemory><memory unit='GiB'>4</memory><memoryBacking><hugepages/></memoryBacking>",
        "4 GiB memory", "up to 64 GiB with modules in 16 slots, huge pages")]
    [InlineData("<memory unit='parsecs'>4</memory><launchSecurity type='sev'/>", "Memory", "encrypted against the host (sev)")]
    [InlineData("<vcpu current='2'>4</vcpu><cpu mode='host-passthrough'><topology sockets='1' dies='1' cores='2' threads='2'/></cpu>",
        "2 virtual CPUs", "at most 4, the host's model as it is, 1 socket × 2 cores × 2 threads")]
    [InlineData("<vcpu cpuset='0-3'>1</vcpu><cpu mode='custom'><model>EPYC</model></cpu>",
        "1 virtual CPU", "model EPYC, on the host's CPUs 0-3")]
    [InlineData("<os firmware='efi'><type arch='x86_64' machine='pc-q35-7.2'>hvm</type><loader secure='yes'/><boot dev='hd'/><boot dev='cdrom'/></os>",
        "UEFI with Secure Boot", "machine type pc-q35-7.2, x86_64, boots from disk, then CD-ROM")]
    [InlineData("<os><type arch='x86_64'>hvm</type></os><devices><disk><target dev='vdb'/><boot order='2'/></disk><disk><target dev='vda'/><boot order='1'/></disk></devices>",
        "BIOS", "x86_64, boots from vda, then vdb")]
    [InlineData("<os><type arch='aarch64'>hvm</type><loader type='pflash'>/x</loader></os>", "UEFI", "aarch64")]
    [InlineData("<os><type>hvm</type><kernel>/srv/vmlinuz</kernel></os>", "BIOS", "starts the kernel /srv/vmlinuz")]
    [InlineData("<os><type arch='i686'>hvm</type></os>", "BIOS", "i686")]
    [InlineData("<os><type arch='x86_64'>hvm</type><loader type='rom'>/usr/share/seabios/bios-256k.bin</loader></os>", "BIOS", "x86_64")]
    [InlineData("<os><type arch='x86_64'>hvm</type><loader readonly='yes' type='rom'>/usr/share/ovmf/OVMF.fd</loader></os>", "UEFI", "x86_64")]
    [InlineData("<os><type arch='x86_64'>hvm</type><loader type='rom'>/srv/coreboot.rom</loader></os>", "Firmware /srv/coreboot.rom", "x86_64")]
    [InlineData("<os><type arch='aarch64' machine='virt'>hvm</type></os>", "Firmware", "machine type virt, aarch64")]
    [InlineData("<os><type arch='aarch64'>hvm</type><loader type='rom'>/usr/share/qemu-efi-aarch64/QEMU_EFI.fd</loader></os>", "UEFI", "aarch64")]
    [InlineData("<os><type arch='riscv64'>hvm</type><loader>/usr/share/qemu/opensbi-riscv64-generic-fw_dynamic.bin</loader></os>",
        "Firmware /usr/share/qemu/opensbi-riscv64-generic-fw_dynamic.bin", "riscv64")]
    [InlineData("<os><type arch='s390x' machine='s390-ccw-virtio'>hvm</type><boot dev='hd'/></os>", "Firmware", "machine type s390-ccw-virtio, s390x, boots from disk")]
    [InlineData("<os><type>exe</type><init>/sbin/init</init></os>", "Container", "starts /sbin/init")]
    public void Definition_IsSaidInPlainWords(string inside, string title, string detail) =>
        Assert.Contains(Describe(inside), item => item.Title == title && item.Detail == detail);

    [Theory]
    [InlineData("<disk type='file' device='disk'><driver type='qcow2'/><source file='/var/lib/libvirt/images/web-01.qcow2'/><target dev='vda' bus='virtio'/></disk>",
        "20 GiB qcow2 disk vda", "on pool default (web-01.qcow2), virtio")]
    [InlineData("<disk type='volume' device='disk'><driver type='raw'/><source pool='default' volume='b.img'/><target dev='vda' bus='scsi'/><shareable/></disk>",
        "20 GiB raw disk vda", "on pool default (b.img), scsi, shared with other machines")]
    [InlineData("<disk type='file' device='disk'><driver type='raw'/><source file='/var/lib/libvirt/images/new.img'/><target dev='vdb' bus='virtio'/></disk>",
        "raw disk vdb", "on pool default (new.img), virtio")]
    [InlineData("<disk type='file' device='disk'><source file='/srv/deeper/web.img'/><target dev='vdz'/><backingStore type='file'><source file='/srv/base.qcow2'/></backingStore></disk>",
        "disk vdz", "/srv/deeper/web.img, on top of base.qcow2")]
    [InlineData("<disk type='block' device='lun'><driver type='raw' cache='none'/><source dev='/dev/sdb'/><target dev='sdz' bus='scsi'/><serial>S1</serial></disk>",
        "raw SCSI disk sdz", "on the host's device /dev/sdb, scsi, cache none, serial number S1")]
    [InlineData("<disk type='network' device='disk'><source protocol='rbd' name='pool/image'><host name='mon1' port='6789'/><host name='mon2'/></source><target dev='vdz'/></disk>",
        "disk vdz", "rbd pool/image at mon1:6789 or mon2")]
    [InlineData("<disk type='network' device='disk'><source protocol='rbd' name='pool/image'><host name='2001:db8::10' port='6789'/><host name='2001:db8::11'/></source><target dev='vdz'/></disk>",
        "disk vdz", "rbd pool/image at [2001:db8::10]:6789 or 2001:db8::11")]
    [InlineData("<disk type='network' device='disk'><source protocol='nbd'><host transport='unix' socket='/run/nbd.sock'/></source><target dev='vdz'/></disk>",
        "disk vdz", "nbd at /run/nbd.sock")]
    [InlineData("<disk type='nvme' device='disk'><source namespace='1'><address domain='0' bus='0x3b' slot='0' function='1'/></source><target dev='vdz'/></disk>",
        "disk vdz", "on the host's NVMe controller 0000:3b:00.1, namespace 1")]
    [InlineData("<disk type='dir' device='floppy'><source dir='/srv/floppy'/><target dev='fda'/><readonly/></disk>",
        "Floppy drive fda", "shows the directory /srv/floppy")]
    [InlineData("<disk type='file' device='cdrom'><target dev='sda' bus='sata'/><readonly/></disk>", "CD-ROM drive sda", "empty, sata")]
    [InlineData("<disk type='vhostuser'><source path='/run/x.sock'/><target dev='vdz'/></disk>", "disk vdz", "served at /run/x.sock")]
    [InlineData("<disk/>", "disk", "no source")]
    [InlineData("<interface type='network'><mac address='52:54:00:4a:7b:01'/><source network='default'/><target dev='vnet3'/><model type='virtio'/></interface>",
        "Network card 52:54:00:4a:7b:01", "virtio, on network default, tap vnet3")]
    [InlineData("<interface type='bridge'><mac address='52:54:00:4a:7b:02'/><source bridge='br0'/><vlan><tag id='4'/></vlan><link state='down'/></interface>",
        "Network card 52:54:00:4a:7b:02", "on the host's bridge br0, VLAN 4, cable unplugged")]
    [InlineData("<interface type='direct'><source dev='eno1' mode='bridge'/><mtu size='9000'/></interface>", "Network card", "directly on the host's card eno1 (bridge), MTU 9000")]
    [InlineData("<interface type='hostdev'><source><address domain='0' bus='0x3b' slot='0' function='0'/></source></interface>",
        "Network card", "the host's card 0000:3b:00.0 (Intel Corporation X540)")]
    [InlineData("<interface type='telepathy'/>", "Network card", "connected by telepathy")]
    [InlineData("<graphics type='vnc'><listen type='none'/></graphics>", "VNC display", "on a socket only libvirt can open")]
    [InlineData("<graphics type='vnc' port='5900' passwd='secret'><listen type='address' address='127.0.0.1'/></graphics>",
        "VNC display", "on 127.0.0.1, port 5900, asks for a password")]
    [InlineData("<graphics type='spice' port='-1' listen='::1' keymap='de'/>", "SPICE display", "on ::1, a port chosen at each start, keyboard de")]
    [InlineData("<graphics type='vnc'><listen type='socket' socket='/run/v.sock'/></graphics>", "VNC display", "on the socket /run/v.sock")]
    [InlineData("<graphics type='egl-headless'><gl rendernode='/dev/dri/renderD128'/></graphics>", "OpenGL without a screen", "GPU /dev/dri/renderD128")]
    [InlineData("<video><model type='qxl' vram='65536' heads='2'/></video>", "Graphics card qxl", "64 MiB, 2 screens")]
    [InlineData("<video><model type='none'/></video>", "No graphics card", null)]
    [InlineData("<sound model='ich9'/>", "Sound card ich9", null)]
    [InlineData("<serial type='pty'><source path='/dev/pts/4'/><target type='isa-serial' port='0'/></serial>", "Serial port 0", "isa-serial, terminal /dev/pts/4")]
    [InlineData("<console type='pty'><target type='virtio' port='1'/></console>", "Text console 1", "virtio, terminal")]
    [InlineData("<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0' state='connected'/></channel>",
        "Channel of the guest agent", "in use by the guest, socket")]
    [InlineData("<channel type='spicevmc'><target type='virtio' name='com.redhat.spice.0'/></channel>", "Channel of the SPICE agent", "through SPICE")]
    [InlineData("<controller type='usb' index='0' model='qemu-xhci' ports='15'/>", "USB controller 0", "qemu-xhci, 15 ports")]
    [InlineData("<controller type='pci' model='pcie-root'/><controller type='pci' model='pcie-root-port'/><controller type='pci' model='pcie-root-port'/>",
        "3 PCI controllers", "pcie-root, 2 × pcie-root-port")]
    [InlineData("<input type='tablet' bus='usb'/>", "Tablet", "USB")]
    [InlineData("<input type='evdev'><source dev='/dev/input/event2'/></input>", "The host's input device /dev/input/event2", null)]
    [InlineData("<hostdev type='pci' managed='yes'><source><address domain='0' bus='0x3b' slot='0' function='0'/></source></hostdev>",
        "The host's PCI device 0000:3b:00.0", "Intel Corporation X540, taken from the host at each start")]
    [InlineData("<hostdev type='usb'><source startupPolicy='optional'><vendor id='0x046d'/><product id='0xc52b'/></source></hostdev>",
        "The host's USB device 046d:c52b", "Logitech Receiver, may be missing")]
    [InlineData("<hostdev type='usb'><source><address bus='3' device='5'/></source></hostdev>", "The host's USB device at bus 3, device 5", null)]
    [InlineData("<hostdev type='usb'><source><vendor id='0x1'/><product id='0x2'/><address bus='3' device='6'/></source></hostdev>", "The host's USB device 1:2 at bus 3, device 6", null)]
    [InlineData("<hostdev type='scsi'><source><adapter name='scsi_host2'/><address bus='0' target='5' unit='3'/></source></hostdev>",
        "The host's SCSI device at scsi_host2, bus 0, target 5, unit 3", null)]
    [InlineData("<hostdev type='scsi'><source protocol='iscsi' name='iqn.2026-01.example:pool/1'><host name='2001:db8::7' port='3260'/></source></hostdev>",
        "iSCSI device iqn.2026-01.example:pool/1", "at [2001:db8::7]:3260")]
    [InlineData("<hostdev type='scsi_host'><source protocol='vhost' wwpn='naa.5123456789abcde0'/></hostdev>", "The host's SCSI controller naa.5123456789abcde0", null)]
    [InlineData("<hostdev type='mdev' model='vfio-pci'><source><address uuid='c2177883-f1bb-47f0-914d-32a22e3a8804'/></source></hostdev>",
        "Part of a device of the host c2177883-f1bb-47f0-914d-32a22e3a8804", "vfio-pci")]
    [InlineData("<filesystem><driver type='virtiofs'/><source dir='/srv/share'/><target dir='share'/><readonly/></filesystem>",
        "Shared directory share", "the host's /srv/share, virtiofs, read-only")]
    [InlineData("<tpm model='tpm-crb'><backend type='emulator' version='2.0'><encryption secret='x'/></backend></tpm>",
        "TPM 2.0, emulated", "tpm-crb, state encrypted")]
    [InlineData("<rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>", "Random number generator", "virtio, from /dev/urandom")]
    [InlineData("<watchdog model='itco' action='poweroff'/>", "Watchdog itco", "turns the machine off when it hangs")]
    [InlineData("<memballoon model='virtio'><stats period='5'/></memballoon>", "Memory balloon", "virtio, reports every 5 s")]
    [InlineData("<memballoon model='none'/>", "No memory balloon", "memory in use is not known from inside")]
    [InlineData("<memory model='dimm'><target><size unit='MiB'>512</size><node>1</node></target></memory>", "512 MiB memory module", "dimm, NUMA node 1")]
    [InlineData("<memory model='virtio-mem'><target><size unit='GiB'>1</size><requested unit='MiB'>512</requested><current unit='MiB'>256</current></target></memory>", "1 GiB memory module", "virtio-mem, 256 MiB in use, 512 MiB asked for")]
    [InlineData("<memory model='virtio-mem'><target><size unit='GiB'>1</size><requested unit='MiB'>512</requested><current unit='MiB'>512</current></target></memory>", "1 GiB memory module", "virtio-mem, 512 MiB in use")]
    [InlineData("<vsock><cid auto='no' address='3'/></vsock>", "Socket between host and guest (vsock)", "address 3")]
    [InlineData("<panic model='pvpanic'/>", "Panic notifier", "pvpanic")]
    [InlineData("<iommu model='intel'/>", "IOMMU intel", null)]
    [InlineData("<redirdev bus='usb' type='spicevmc'/>", "Port for a viewer's USB device", "through SPICE")]
    [InlineData("<shmem name='ring'><size unit='M'>4</size></shmem>", "Shared memory ring", "4 MiB")]
    [InlineData("<smartcard mode='host'/>", "Smart card reader", "host")]
    [InlineData("<flux-capacitor model='1.21'/>", "Device <flux-capacitor>", "1.21")]
    [InlineData("<disk xmlns='urn:other'/>", "Device <{urn:other}disk>", null)]
    public void Device_IsSaidInPlainWords(string device, string title, string? detail) =>
        Assert.Contains(Describe($"<devices>{device}</devices>"), item => item.Title == title && item.Detail == detail);

    [Theory]
    [InlineData("0x3b", "/host/local/devices/pci_0000_3b_00_0")]
    [InlineData("0x77", null)]
    public void DeviceOfTheHost_LeadsToItsPage(string bus, string? link) =>
        Assert.Contains(Describe($"<devices><hostdev type='pci'><source><address domain='0' bus='{bus}' slot='0' function='0'/></source></hostdev></devices>"), item => item.Kind == HardwareKind.HostDevice && item.Link == link);

    [Fact]
    public void DiskOnAPool_LeadsToThePool() => Assert.Equal(
        $"/storage/local/{PoolUuid}",
        Of(HardwareKind.Disk, "<disk><source file='/var/lib/libvirt/images/a.img'/></disk>").Link);

    [Fact]
    public void CardOnANetwork_LeadsToTheNetwork() => Assert.Equal(
        $"/networks/local/{NetworkUuid}",
        Of(HardwareKind.NetworkCard, "<interface type='network'><source network='default'/></interface>").Link);

    [Theory]
    [InlineData("<interface type='network'><source network='gone'/></interface>", HardwareKind.NetworkCard)]
    [InlineData("<disk type='volume'><source pool='gone' volume='v'/></disk>", HardwareKind.Disk)]
    [InlineData("<disk><source file='/var/lib/libvirt/images/deeper/a.img'/></disk>", HardwareKind.Disk)]
    public void NameThatLeadsNowhere_HasNoLink(string device, HardwareKind kind) => Assert.Null(Of(kind, device).Link);

    /// <summary>Viewers read it, and what a filter of one's own is told may be a secret.</summary>
    [Fact]
    [Trait("Attack", "V2")]
    public void WhatAFilterIsTold_IsSaidOfKnownParametersOnly()
    {
        var card = Of(HardwareKind.NetworkCard, "<interface type='network'><source network='default'/><filterref filter='mine'><parameter name='IP' value='192.0.2.7'/><parameter name='KEY' value='sesame'/></filterref></interface>");

        Assert.Contains("filtered by mine (IP 192.0.2.7, KEY)", card.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void SameNameOnAnotherHost_IsNotTakenForIt()
    {
        var context = Context() with { Host = "other" };
        var items = MachineHardware.Describe(Domain("<devices><interface type='network'><source network='default'/></interface></devices>"), context);

        Assert.All(items, item => Assert.Null(item.Link));
    }

    [Fact]
    public void ConsoleThatRepeatsASerialPort_IsSaidOnce() =>
        Assert.Single(Describe("<devices><serial type='pty'><target port='0'/></serial><console type='pty'><target type='serial' port='0'/></console></devices>"),
            item => item.Kind == HardwareKind.Port);

    [Fact]
    public void ArgumentsPastLibvirt_AreSaidWithoutTheirText()
    {
        var items = Describe("<q:commandline xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'><q:arg value='-secret'/></q:commandline>");

        Assert.Contains(items, item => item.Title == "Extra arguments to QEMU");
        Assert.DoesNotContain(items, item => (item.Title + item.Detail).Contains("-secret", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Attack", "V2")]
    public void Password_IsNeverSaid() => Assert.DoesNotContain(
        Describe("<devices><graphics type='vnc' passwd='hunter2'/></devices>"),
        item => (item.Title + item.Detail).Contains("hunter2", StringComparison.Ordinal));

    [Fact]
    [Trait("Attack", "J1")]
    public void TextThatBreaksOrTurnsTheLine_ReachesNoItem()
    {
        const string evil = "&#10;\u202eX";
        var items = Describe($"""
            <vcpu cpuset="{evil}">1</vcpu><cpu><model>{evil}</model></cpu><launchSecurity type="{evil}"/>
            <os><type arch="{evil}" machine="{evil}">hvm</type><loader>{evil}</loader><boot dev="{evil}"/></os>
            <devices>
              <disk type="file"><driver type="{evil}" cache="{evil}"/><source file="/{evil}/{evil}"/><target dev="{evil}" bus="{evil}"/><serial>{evil}</serial>
                <backingStore><source file="{evil}"/></backingStore></disk>
              <disk><source pool="{evil}" volume="{evil}"/></disk><disk><source dev="{evil}"/></disk><disk><source dir="{evil}"/></disk>
              <disk><source protocol="{evil}" name="{evil}"><host name="{evil}"/></source></disk><disk><source path="{evil}"/></disk>
              <disk device="cdrom"><target dev="{evil}"/></disk>
              <interface type="network"><mac address="{evil}"/><source network="{evil}" portgroup="{evil}"/><target dev="{evil}"/><model type="{evil}"/>
                <guest dev="{evil}"/><filterref filter="{evil}"/><vlan><tag id="{evil}"/></vlan></interface>
              <interface type="bridge"><source bridge="{evil}"/></interface><interface type="direct"><source dev="{evil}" mode="{evil}"/></interface>
              <interface type="vhostuser"><source path="{evil}"/></interface><interface type="{evil}"/>
              <graphics type="vnc" keymap="{evil}" listen="{evil}"/><graphics type="{evil}"/>
              <graphics type="vnc"><listen type="socket" socket="{evil}"/></graphics>
              <graphics type="vnc"><listen type="network" network="{evil}" address="{evil}"/></graphics>
              <video><model type="{evil}"/></video><sound model="{evil}"/>
              <serial type="pty"><source path="{evil}"/><target type="{evil}"/><log file="{evil}"/></serial><serial type="{evil}"/>
              <serial type="tcp"><source host="{evil}" service="{evil}"/></serial><channel type="file"><source path="{evil}"/><target name="{evil}"/></channel>
              <controller type="{evil}" model="{evil}"/><controller type="pci" model="{evil}"/>
              <input type="{evil}" bus="{evil}"/><input type="evdev"><source dev="{evil}"/></input>
              <hostdev type="{evil}" model="{evil}"/><hostdev type="usb"><source><vendor id="{evil}"/><product id="{evil}"/></source></hostdev>
              <hostdev type="scsi"><source><adapter name="{evil}"/></source></hostdev><hostdev type="scsi_host"><source wwpn="{evil}"/></hostdev>
              <hostdev type="scsi"><source name="{evil}"><host name="{evil}" port="1"/></source></hostdev><hostdev type="misc"><source><char>{evil}</char></source></hostdev>
              <filesystem type="{evil}"><driver type="{evil}"/><target dir="{evil}"/></filesystem><filesystem><source dir="{evil}"/></filesystem>
              <filesystem><source pool="{evil}" volume="{evil}"/></filesystem><filesystem><source socket="{evil}"/></filesystem>
              <tpm model="{evil}"><backend type="{evil}" version="{evil}"><device path="{evil}"/></backend></tpm>
              <rng model="{evil}"><backend model="random">{evil}</backend></rng><watchdog model="{evil}" action="{evil}"/>
              <memballoon model="{evil}"/><memory model="{evil}"><source><path>{evil}</path></source></memory><panic model="{evil}"/>
              <iommu model="{evil}"/><redirdev type="{evil}"/><shmem name="{evil}"><model type="{evil}"/></shmem><lease mode="{evil}"/>
            </devices>
            """);

        Assert.True(items.Length > 40);
        Assert.DoesNotContain(items, item => (item.Title + item.Detail).AsSpan().ContainsAny('\n', '\u202e'));
    }

    [Theory]
    [InlineData("<os><type arch='x86_64'>hvm</type></os>", "BIOS")]
    [InlineData("<os><type arch='x86_64'>hvm</type><kernel>/srv/vmlinuz</kernel></os>", "BIOS, direct kernel boot")]
    [InlineData("<os><type arch='x86_64'>hvm</type><loader type='rom'>/usr/share/ovmf/OVMF.fd</loader></os>", "UEFI")]
    [InlineData("<os><type arch='s390x'>hvm</type><kernel>/srv/vmlinuz</kernel></os>", "direct kernel boot")]
    [InlineData("<os><type arch='aarch64'>hvm</type></os>", null)]
    [InlineData("<os><type>exe</type></os>", null)]
    public void FirmwareInShort_IsTheSameAsInTheList(string inside, string? expected) => Assert.Equal(expected, FirmwareWords.InShort(Domain(inside)));

    [Fact]
    public void EmptyDefinition_StillSaysWhatEveryMachineHas() =>
        Assert.Equal(["Virtual CPUs", "Memory", "Firmware"], Describe("").Select(item => item.Title));

    private static HardwareItem Of(HardwareKind kind, string device) =>
        Describe($"<devices>{device}</devices>").Single(item => item.Kind == kind);

    private static ImmutableArray<HardwareItem> Describe(string inside) => MachineHardware.Describe(Domain(inside), Context());

    private static DomainXml Domain(string inside) => DomainXml.Parse($"<domain>{inside}</domain>");

    private static HardwareContext Context()
    {
        var network = new Network("local", NetworkUuid, "default", true, true, true, "virbr0", "<network/>");
        var pool = new StoragePool("local", PoolUuid, "default", "running", true, true, 0, 0, 0,
            "<pool type='dir'><target><path>/var/lib/libvirt/images</path></target></pool>");
        var broken = new StoragePool("local", Guid.NewGuid(), "broken", "inactive", true, true, 0, 0, 0, "<not a pool");
        var pci = new NodeDevice("local", "pci_0000_3b_00_0", null,
            "<device><capability type='pci'><product>X540</product><vendor>Intel Corporation</vendor></capability></device>");
        var usb = new NodeDevice("local", "usb_3_5", null,
            "<device><capability type='usb_device'><product id='0xc52b'>Receiver</product><vendor id='0x046d'>Logitech</vendor></capability></device>");
        var inventory = InventorySnapshot.Empty with
        {
            Networks = InventorySnapshot.Empty.Networks.Add((network.Host, network.Uuid), network),
            StoragePools = InventorySnapshot.Empty.StoragePools.Add((broken.Host, broken.Uuid), broken).Add((pool.Host, pool.Uuid), pool),
            Volumes = InventorySnapshot.Empty.Volumes.Add((pool.Host, pool.Uuid), new(
            [
                new StorageVolume("web-01.qcow2", "/var/lib/libvirt/images/web-01.qcow2", "qcow2", 20L << 30, 4L << 30),
                new StorageVolume("b.img", "/var/lib/libvirt/images/b.img", "raw", 20L << 30, 20L << 30),
            ])),
            NodeDevices = InventorySnapshot.Empty.NodeDevices.Add((pci.Host, pci.Name), pci).Add((usb.Host, usb.Name), usb),
        };
        return new HardwareContext(inventory, "local");
    }
}

using System.Collections.Immutable;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Tests.Host;

/// <summary>Devices of a host as libvirt describes them: a card that is split, a graphics card, a disk, USB, SCSI.</summary>
internal static class TestDevices
{
    public const string Card = "pci_0000_3b_00_0", Function = "pci_0000_3b_10_0", Bridge = "pci_0000_3a_00_0", Graphics = "pci_0000_06_00_0", Sound = "pci_0000_06_00_1", Nvme = "pci_0000_04_00_0", Eth0 = "net_eth0_52_54_00_00_00_01",
        Sata = "pci_0000_00_1f_2", Disk = "block_sda", Stick = "usb_1_4", Twin = "usb_1_5", Key = "usb_1_6", Part = "mdev_c2177883_f1bb_47f0_914d_32a22e3a8804_0000_06_00_0", Tape = "scsi_4_0_1_2";

    public const string PartUuid = "c2177883-f1bb-47f0-914d-32a22e3a8804";

    public static ImmutableDictionary<(string, string), NodeDevice> All { get; } = new[]
    {
        Device("computer", null, "<capability type='system'/>"),
        Device(Bridge, "computer", Pci(0x3a, 0, 0, "0x060400") + "<capability type='pci-bridge'/></capability>", "pcieport"),
        Device(Card, Bridge, Pci(0x3b, 0, 0, "0x020000") + "<capability type='virt_functions' maxCount='63'><address domain='0x0000' bus='0x3b' slot='0x10' function='0x0'/></capability>" + Group(15, (0x3b, 0, 0)) + "</capability>", "ixgbe"),
        Device(Function, Bridge, Pci(0x3b, 0x10, 0, "0x020000") + "<capability type='phys_function'><address domain='0x0000' bus='0x3b' slot='0x00' function='0x0'/></capability>" + Group(63, (0x3b, 0x10, 0)) + "</capability>", "ixgbevf"),
        Device(Eth0, Card, "<capability type='net'><interface>eth0</interface><address>52:54:00:00:00:01</address><link speed='10000' state='up'/></capability>"),
        Device(Graphics, "computer", Pci(6, 0, 0, "0x030000") + "<capability type='mdev_types'><type id='nvidia-11'><name>GRID M60-0B</name><deviceAPI>vfio-pci</deviceAPI><availableInstances>16</availableInstances></type><type id='nvidia-12'><deviceAPI>vfio-pci</deviceAPI><availableInstances>0</availableInstances></type></capability>"
            + Group(11, (6, 0, 0), (6, 0, 1)) + "<numa node='1'/></capability>", "nvidia"),
        Device(Sound, "computer", Pci(6, 0, 1, "0x040300") + Group(11, (6, 0, 0), (6, 0, 1)) + "</capability>", "snd_hda_intel"),
        Device(Nvme, "computer", Pci(4, 0, 0, "0x010802") + Group(20, (4, 0, 0)) + "</capability>", "nvme"),
        Device(Sata, "computer", Pci(0, 0x1f, 2, "0x010601") + "</capability>", "ahci"),
        Device(Disk, Sata, "<capability type='storage'><block>/dev/sda</block><drive_type>disk</drive_type><size>512110190592</size></capability>", path: "/sys/devices/pci0000:00/0000:00:1f.2/ata1/host0/target0:0:0/0:0:0:0/block/sda"),
        Device(Stick, "usb_usb1", Usb(4, "0x0781", "0x5581", "Ultra")), Device(Twin, "usb_usb1", Usb(5, "0x0781", "0x5581", "Ultra")), Device(Key, "usb_usb1", Usb(6, "0x1050", "0x0407", "Key")),
        Device("usb_usb1", "computer", Usb(1, "0x1d6b", "0x0002", "Hub")),
        Device(Part, Graphics, $"<capability type='mdev'><type id='nvidia-11'/><uuid>{PartUuid}</uuid><parent_addr>0000:06:00.0</parent_addr></capability>") with { Persistent = true },
        Device(Tape, "scsi_target4_0_1", "<capability type='scsi'><host>4</host><bus>0</bus><target>1</target><lun>2</lun><type>tape</type></capability>"),
    }.ToImmutableDictionary(device => (device.Host, device.Name));

    public static NodeDevice Named(string name) => All[("local", name)];

    private static NodeDevice Device(string name, string? parent, string capability, string? driver = null, string? path = null) => new("local", name, parent,
        $"<device><name>{name}</name><path>{path ?? $"/sys/devices/{name}"}</path>{(driver is null ? "" : $"<driver><name>{driver}</name></driver>")}{capability}</device>");

    private static string Pci(int bus, int slot, int function, string type) => $"<capability type='pci'><class>{type}</class><domain>0</domain><bus>{bus}</bus><slot>{slot}</slot><function>{function}</function><product id='0x0001'>Thing</product><vendor id='0x8086'>Maker</vendor>";

    private static string Group(int number, params (int Bus, int Slot, int Function)[] addresses) =>
        $"<iommuGroup number='{number}'>{string.Concat(addresses.Select(address => $"<address domain='0x0000' bus='0x{address.Bus:x2}' slot='0x{address.Slot:x2}' function='0x{address.Function:x}'/>"))}</iommuGroup>";

    private static string Usb(int number, string vendor, string product, string name) => $"<capability type='usb_device'><bus>1</bus><device>{number}</device><product id='{product}'>{name}</product><vendor id='{vendor}'>Maker</vendor></capability>";
}

using MudBlazor;
using WebConsole.Components.Shared;
using WebConsole.Components.Shared.Forms;

namespace WebConsole.Features.Parts;

/// <summary>Sample data for the page of parts.</summary>
internal static class Samples
{
    public static readonly PickedFile File = new("debian-12.5.0-amd64-netinst.iso", 420L << 20);

    public const string Hostile = "<script>alert(1)</script> \u202Egnp.exe\u202C 𠜎𠜱 a-name-without-any-space-in-it-that-goes-on-and-on-and-on-and-on";
    public const string RightToLeft = "שרת־מסד־נתונים של ירושלים";

    public static readonly IReadOnlyList<Choice<string>> Buses =
        [new("virtio", "VirtIO"), new("sata", "SATA"), new("ide", "IDE") { Why = "not on q35" }, new("usb", "USB")];

    public static readonly IReadOnlyList<Tile<string>> Kinds =
    [
        new("folder", "Folder", Icons.Material.Outlined.Folder, "Image files in a directory of the host."), new("nas", "NAS share", Icons.Material.Outlined.Dns, "Image files on a server: NFS or CIFS."),
        new("ceph", "Ceph", Icons.Material.Outlined.Hub, "Images in a pool of a Ceph cluster.") { Why = "The host lacks the driver: install libvirt-daemon-driver-storage-rbd." },
        new("long", Hostile, Icons.Material.Outlined.QuestionMark, RightToLeft),
    ];

    public static readonly IReadOnlyList<Choice<string>> Sizes =
    [
        new("small", "Small") { Second = "1 vCPU, 1 GiB" }, new("medium", "Medium") { Second = "2 vCPUs, 2 GiB" }, new("large", "Large") { Why = "the host has 3 GiB" }, new("long", Hostile) { Second = RightToLeft },
    ];

    public static readonly IReadOnlyList<PickerEntry<string>> Pools =
    [
        new("default", "default", "61 GiB free of 100 · directory"), new("fast", "fast", "410 GiB free of 1,900 · LVM"),
        new("nfs", "archive", "") { Why = "does not answer since 09:12" }, new("rtl", RightToLeft, "12 GiB free of 40 · directory"),
    ];

    public static IReadOnlyList<PickerEntry<int>> Volumes(int count) =>
        [.. Enumerable.Range(1, count).Select(number => new PickerEntry<int>(number, $"web-{number:0000}.qcow2", $"{number % 40 + 1} GiB qcow2 · default")
        {
            Why = number % 7 == 0 ? $"in use by web-{number:0000}" : null,
        })];

    public const string Before = """
        <domain type='kvm'>
          <name>web-01</name>
          <uuid>4dea22b3-1d52-d8f3-2516-782e98ab3fa0</uuid>
          <memory unit='KiB'>2097152</memory>
          <currentMemory unit='KiB'>2097152</currentMemory>
          <vcpu placement='static'>2</vcpu>
          <os>
            <type arch='x86_64' machine='pc-q35-7.2'>hvm</type>
            <boot dev='hd'/>
          </os>
          <features>
            <acpi/>
            <apic/>
          </features>
          <cpu mode='host-passthrough'/>
          <clock offset='utc'/>
          <devices>
            <emulator>/usr/bin/qemu-system-x86_64</emulator>
            <disk type='file' device='disk'>
              <source file='/var/lib/libvirt/images/web-01.qcow2'/>
              <target dev='vda' bus='virtio'/>
            </disk>
            <graphics type='vnc' port='-1' autoport='yes' passwd='correct horse'/>
          </devices>
        </domain>
        """;

    public static readonly string After = Before.Replace("2097152", "4194304", StringComparison.Ordinal)
        .Replace("    <graphics", "    <interface type='network'>\n      <source network='default'/>\n    </interface>\n    <graphics", StringComparison.Ordinal);

    public static readonly string Meanwhile = Before.Replace("2097152", "3145728", StringComparison.Ordinal);

    public static readonly IReadOnlyList<TreeNode> Snapshots =
    [
        new("fresh", "fresh install")
        {
            Second = "12 Mar 09:10 · 410 MiB · disk",
            Children =
            [
                new("upgrade", "before upgrade") { Second = "2 d ago · 1.2 GiB · disk + memory", Children = [new("now", "you are here") { Second = "1.1 GiB since" }] },
                new("test", Hostile) { Second = "1 d ago · 80 MiB · disk" },
                new("rtl", RightToLeft) { Second = "3 h ago · 4 MiB · disk" },
            ],
        },
    ];
}

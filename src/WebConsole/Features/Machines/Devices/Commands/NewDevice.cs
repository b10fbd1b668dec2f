using WebConsole.Actions;

namespace WebConsole.Features.Machines.Devices.Commands;

/// <summary>A device to add to a machine, in the form of the API.</summary>
public sealed record NewDevice : DeviceSettings, IVersioned
{
    /// <summary><c>disk</c>, <c>interface</c>, <c>graphics</c> (a display), <c>hostdev</c>, or another of libvirt's elements, such as <c>rng</c> or <c>sound</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>Of a disk: <c>disk</c>, the default, <c>cdrom</c> or <c>floppy</c>. Of an input device: <c>tablet</c>, the default, <c>keyboard</c> or <c>mouse</c>. Of a controller: its bus. Of a display: <c>vnc</c>, the default, <c>spice</c> or <c>egl-headless</c>. Of a folder (<c>filesystem</c>): <c>virtiofs</c> or <c>9p</c>. Of a smart card: <c>passthrough</c>, the default, or <c>host</c>. Of <c>audio</c>: <c>none</c>, the default, <c>pulseaudio</c>, …</summary>
    public string? Type { get; init; }

    /// <summary>Of a disk: the UUID of the pool of its volume; of a new volume by default the pool <c>default</c>, or the first that takes new volumes.</summary>
    public Guid? Pool { get; init; }

    /// <summary>The name of a volume that there is, or with <see cref="Size"/> of the new one.</summary>
    public string? Volume { get; init; }

    /// <summary>The size of a new volume, of a memory module, or of shared memory, in bytes.</summary>
    public long? Size { get; init; }

    /// <summary>Of a new volume: <c>qcow2</c>, the default, or <c>raw</c>; of one that there is, as what QEMU reads it.</summary>
    public string? Format { get; init; }

    /// <summary>In place of a volume, the path of a disk of the host under <c>/dev</c>. Of the host's sides <c>unix</c> and <c>file</c>: the path of the socket or file, which takes the right to configure the host.</summary>
    public string? Path { get; init; }

    /// <summary>Of the kind <c>hostdev</c>: the device of the host that the machine gets, by libvirt's name, such as <c>pci_0000_3b_00_0</c>, <c>usb_1_4</c>, <c>mdev_…</c> or <c>scsi_2_0_0_0</c>. Of a disk, in place of a volume: an NVMe controller.</summary>
    public string? HostDevice { get; init; }

    /// <summary>Of a USB device: whether the one at this place is meant, which changes with each plugging in, and not any of its vendor and product.</summary>
    public bool? ByPlace { get; init; }

    /// <summary>Of a disk on an NVMe controller: the namespace, by default 1.</summary>
    public int? Namespace { get; init; }

    /// <summary>Of a watchdog: what happens when the machine hangs: <c>reset</c>, the default, <c>poweroff</c>, <c>pause</c>, <c>inject-nmi</c> or <c>none</c>.</summary>
    public string? Action { get; init; }

    /// <summary>Of a memory module: the node of the guest's that it belongs to; the first by default.</summary>
    public int? Node { get; init; }

    /// <summary>Of a memory module <c>virtio-mem</c>: the pieces that come and go, in bytes; 2 MiB by default.</summary>
    public long? Block { get; init; }

    /// <summary>The host's side of a port, a channel, a USB redirection or a smart card: <c>pty</c>, <c>unix</c>, <c>tcp</c>, <c>file</c>, <c>null</c>, <c>spicevmc</c>, <c>qemu-vdagent</c>, as far as the kind has it.</summary>
    public string? Backend { get; init; }

    /// <summary>Of the host's side <c>tcp</c>: the address, <c>127.0.0.1</c> by default.</summary>
    public string? Address { get; init; }

    /// <summary>Of the host's sides <c>tcp</c> and <c>unix</c>: whether QEMU connects to it instead of waiting there.</summary>
    public bool? Connect { get; init; }

    /// <summary>The name by which the guest finds a channel, or other processes of the host find shared memory.</summary>
    public string? Name { get; init; }

    /// <summary>The folder of the host that the guest sees; it takes the right to configure the host.</summary>
    public string? Source { get; init; }

    /// <summary>The tag by which the guest mounts a folder.</summary>
    public string? Target { get; init; }

    /// <summary>The MAC address, and the name of the device, that are the same each time that these arguments are looked at.</summary>
    internal Guid Seed { get; init; } = Guid.NewGuid();

    IVersioned IVersioned.Of(string version) => this with { Version = version };
}

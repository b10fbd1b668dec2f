using WebConsole.Actions;

namespace WebConsole.Features.Machines.Devices.Commands;

/// <summary>A device to add to a machine, in the form of the API.</summary>
public sealed record NewDevice : DeviceSettings, IVersioned
{
    /// <summary><c>disk</c>, <c>interface</c>, or another of libvirt's elements, such as <c>rng</c> or <c>sound</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>Of a disk: <c>disk</c>, the default, <c>cdrom</c> or <c>floppy</c>. Of an input device: <c>tablet</c>, the default, <c>keyboard</c> or <c>mouse</c>. Of a controller: its bus.</summary>
    public string? Type { get; init; }

    /// <summary>Of a disk: the UUID of the pool of its volume; of a new volume by default the pool <c>default</c>, or the first that takes new volumes.</summary>
    public Guid? Pool { get; init; }

    /// <summary>The name of a volume that there is, or with <see cref="Size"/> of the new one.</summary>
    public string? Volume { get; init; }

    /// <summary>The size of a new volume, or of a memory module, in bytes.</summary>
    public long? Size { get; init; }

    /// <summary>Of a new volume: <c>qcow2</c>, the default, or <c>raw</c>; of one that there is, as what QEMU reads it.</summary>
    public string? Format { get; init; }

    /// <summary>In place of a volume, the path of a disk of the host under <c>/dev</c>.</summary>
    public string? Path { get; init; }

    /// <summary>Of a watchdog: what happens when the machine hangs: <c>reset</c>, the default, <c>poweroff</c>, <c>pause</c>, <c>inject-nmi</c> or <c>none</c>.</summary>
    public string? Action { get; init; }

    /// <summary>Of a memory module: the node of the guest's that it belongs to; the first by default.</summary>
    public int? Node { get; init; }

    /// <summary>Of a memory module <c>virtio-mem</c>: the pieces that come and go, in bytes; 2 MiB by default.</summary>
    public long? Block { get; init; }

    /// <summary>The MAC address, and the name of the device, that are the same each time that these arguments are looked at.</summary>
    internal Guid Seed { get; init; } = Guid.NewGuid();

    IVersioned IVersioned.Of(string version) => this with { Version = version };
}

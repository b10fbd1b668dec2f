using Libvirt.Xml;

namespace WebConsole.Hypervisor.Guests;

/// <summary>
/// Which of its machine's disks a guest means. libvirt looks for the disk by the PCI address that the guest tells, and takes the guest's number
/// of a bus for its own. Guests count buses as they find them, so that behind a bridge libvirt names another disk, or none. Here a
/// name holds only where the serial number agrees, or where guest and libvirt count the disk's bus alike.
/// </summary>
internal sealed class GuestDisks
{
    /// <summary>QEMU cuts the serial numbers of virtio disks.</summary>
    private const int LongestVirtioSerial = 20;

    private readonly DiskXml[] _disks = [];
    private readonly ControllerXml[] _controllers = [];

    /// <summary>The guest's numbers of PCI buses, by libvirt's.</summary>
    private readonly Dictionary<int, int> _buses = new() { [0] = 0 };

    /// <param name="running">The definition in force; untrusted.</param>
    public GuestDisks(string? running)
    {
        if (DomainXml.TryParse(running, out var domain))
            (_disks, _controllers) = (domain.Disks.ToArray(), domain.Devices.OfType<ControllerXml>().ToArray());
        Count(0);
    }

    /// <summary>The target of the disk; <c>null</c> where it is not sure.</summary>
    /// <param name="named">The one that libvirt names.</param>
    /// <param name="serial">The serial number that the guest tells.</param>
    public string? Target(string? named, string? serial)
    {
        if (serial is not null && _disks.Where(disk => HasSerial(disk, serial)).ToArray() is [var own])
            return own.TargetDevice;
        return named is not null && Array.Find(_disks, disk => disk.TargetDevice == named) is { } known
            && (serial is null || string.IsNullOrEmpty(known.Serial) || HasSerial(known, serial)) && IsCountedAlike(known) ? named : null;
    }

    /// <summary>A bus gets its number when its bridge is found, in the order of slots; then come those behind it.</summary>
    private void Count(int bus)
    {
        // Below an expander another count begins.
        foreach (var bridge in _controllers.Where(each => each is { Type: "pci", Index: not null, Address.Type: "pci" } && each.Address.Bus == bus && each.Model?.EndsWith("expander-bus", StringComparison.Ordinal) is not true)
                     .OrderBy(each => each.Address.Slot).ThenBy(each => each.Address.Function))
        {
            if (_buses.TryAdd(bridge.Index!.Value, _buses.Count))
                Count(bridge.Index.Value);
        }
    }

    /// <summary>Of a disk on a controller, the guest tells the controller's place.</summary>
    private bool IsCountedAlike(DiskXml disk) => disk.Address.Type switch
    {
        "pci" => IsCountedAlike(disk.Address),
        "drive" => ControllerOf(disk.TargetBus, disk.Address.Controller) is not { } controller || IsCountedAlike(controller.Address),
        "usb" => ControllerOf("usb", disk.Address.Bus) is not { } controller || IsCountedAlike(controller.Address),
        _ => true,
    };

    private bool IsCountedAlike(DeviceAddressXml address) => address.Type is not "pci" || (address.Bus is { } bus && _buses.TryGetValue(bus, out var told) && told == bus);

    private ControllerXml? ControllerOf(string? type, int? index) => Array.Find(_controllers, each => each.Type == type && (each.Index ?? 0) == (index ?? 0));

    /// <summary>Before it, udev puts the vendor and the model of some disks: <c>0QEMU_QEMU_HARDDISK_data</c>.</summary>
    private static bool HasSerial(DiskXml disk, string told) => disk.Serial is { Length: > 0 } serial
        && (told == serial || told.EndsWith($"_{serial}", StringComparison.Ordinal) || (disk.TargetBus is "virtio" && serial.Length > LongestVirtioSerial && told == serial[..LongestVirtioSerial]));
}

using System.Collections.Immutable;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Hypervisor.HostDevices;

/// <summary>The devices of one host at one moment, and who uses each.</summary>
public sealed class HostDeviceMap
{
    private readonly Dictionary<string, HostDevice> _byName;
    private readonly ILookup<string, HostDevice> _byPlace;
    private readonly Dictionary<string, List<DeviceUse>> _uses = new(StringComparer.Ordinal);

    /// <param name="inventory">What there is, as far as whoever looks may see it.</param>
    /// <param name="host">The host.</param>
    /// <param name="duties">What the host does for itself (<see cref="HostDuties"/>).</param>
    public HostDeviceMap(InventorySnapshot inventory, string host, ImmutableArray<HostDuty> duties)
    {
        _byName = inventory.NodeDevices.Values.Where(device => device.Host == host).Select(HostDevice.Of).ToDictionary(device => device.Name, StringComparer.Ordinal);
        _byPlace = _byName.Values.SelectMany(device => device.Places.Select(place => (place, device))).ToLookup(pair => pair.place, pair => pair.device, StringComparer.Ordinal);
        foreach (var machine in inventory.Machines.Values.Where(machine => machine.Id.Host == host).OrderBy(machine => machine.Name, NaturalOrder.Instance))
        {
            foreach (var (place, now, _) in DevicePlaces.OfMachine(machine))
                Add(place, new DeviceUse(DeviceUser.Machine, machine.Name, machine.Id, now));
        }
        foreach (var pool in inventory.StoragePools.Values.Where(pool => pool.Host == host))
        {
            foreach (var place in DevicePlaces.OfPool(pool))
                Add(place, new DeviceUse(DeviceUser.Pool, pool.Name, pool.Id, pool.State is "running"));
        }
        foreach (var network in inventory.Networks.Values.Where(network => network.Host == host))
        {
            foreach (var place in DevicePlaces.OfNetwork(network))
                Add(place, new DeviceUse(DeviceUser.Network, network.Name, network.Id, network.Active));
        }
        if (!duties.IsEmpty)
            Add(duties);
    }

    public IReadOnlyCollection<HostDevice> All => _byName.Values;

    public HostDevice? Find(string? name) => name is null ? null : _byName.GetValueOrDefault(name);

    /// <summary>The disk of the host that a file leads to, as libvirt names it; <c>null</c> where it lists none.</summary>
    public HostDevice? FindDisk(string path) => _byPlace[DevicePlaces.OfDisk(path)].FirstOrDefault();

    /// <summary>What uses a device, or one behind it.</summary>
    public IReadOnlyList<DeviceUse> UsersOf(HostDevice device) => _uses.TryGetValue(device.Name, out var uses) ? uses : [];

    /// <summary>The other devices that can be given away with it only.</summary>
    public IReadOnlyList<HostDevice> GroupOf(HostDevice device) => device.Xml is not { PciAddress: { } own } ? []
        : [.. device.Xml.IommuAddresses.Where(address => address != own).Select(address => _byPlace[$"pci:{address}"].FirstOrDefault()).OfType<HostDevice>()];

    /// <summary>The others on the host that only their places tell from a USB device.</summary>
    public IReadOnlyList<HostDevice> AlikeTo(HostDevice device) =>
        [.. device.Places.Where(place => place.StartsWith("usb-product:", StringComparison.Ordinal)).SelectMany(place => _byPlace[place]).Where(other => other != device).Distinct()];

    /// <summary>What is connected to it.</summary>
    public IEnumerable<HostDevice> ChildrenOf(HostDevice device) => _byName.Values.Where(other => other.Device.Parent == device.Name);

    /// <summary>A device carries what it does itself, and what one behind it does.</summary>
    private void Add(ImmutableArray<HostDuty> duties)
    {
        var byPath = _byName.Values.Where(device => device.SysfsPath is not null && device.Xml is { IsPciBridge: false, CapabilityType: not "system" }).ToLookup(device => device.SysfsPath!, StringComparer.Ordinal);
        foreach (var duty in duties)
        {
            for (var path = duty.SysfsPath; path.Length > 0; path = path[..Math.Max(path.LastIndexOf('/'), 0)])
            {
                foreach (var device in byPath[path])
                    AddWithCard(device, duty.Use);
            }
        }
    }

    /// <summary>Its virtual functions go with a card.</summary>
    private void AddWithCard(HostDevice device, DeviceUse use)
    {
        Add(device, use);
        if (device.Xml?.PhysicalFunction is { } physical && _byPlace[$"pci:{physical}"].FirstOrDefault() is { } card)
            Add(card, use with { Through = device.Words });
    }

    private void Add(string place, DeviceUse use)
    {
        foreach (var device in _byPlace[place])
        {
            AddWithCard(device, use);
            // Whoever gets a controller gets what hangs on it.
            var (above, most) = (device, 16);
            while (most-- > 0 && Find(above.Device.Parent) is { Xml: { IsPciBridge: false, CapabilityType: not "system" } } parent)
                Add(above = parent, use with { Through = device.Words });
        }
    }

    private void Add(HostDevice device, DeviceUse use)
    {
        var uses = _uses.TryGetValue(device.Name, out var known) ? known : _uses[device.Name] = [];
        if (uses.FindIndex(other => (other.What, other.Id, other.Name) == (use.What, use.Id, use.Name)) is >= 0 and var at)
            uses[at] = uses[at] with { Now = uses[at].Now || use.Now, IsVital = uses[at].IsVital || use.IsVital, IsSupposed = uses[at].IsSupposed && use.IsSupposed, Through = uses[at].Through is null || use.Through is null ? null : use.Through };
        else
            uses.Add(use);
    }
}

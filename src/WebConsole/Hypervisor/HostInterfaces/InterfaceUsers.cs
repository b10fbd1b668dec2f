using Libvirt.Xml;
using WebConsole.Hypervisor.HostDevices;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Hypervisor.HostInterfaces;

/// <summary>What uses each network interface of one host: machines by their cards, virtual networks, and the host for itself.</summary>
public sealed class InterfaceUsers
{
    private readonly Dictionary<string, List<DeviceUse>> _uses = new(StringComparer.Ordinal);

    /// <param name="inventory">What there is, as far as whoever looks may see it.</param>
    /// <param name="host">The host.</param>
    public InterfaceUsers(InventorySnapshot inventory, string host)
    {
        foreach (var network in inventory.Networks.Values.Where(network => network.Host == host))
            Add(network);
        foreach (var machine in inventory.Machines.Values.Where(machine => machine.Id.Host == host).OrderBy(machine => machine.Name, NaturalOrder.Instance))
            Add(machine);
    }

    /// <summary>Those of one interface.</summary>
    public IReadOnlyList<DeviceUse> Of(string name) => _uses.TryGetValue(name, out var uses) ? uses : [];

    /// <summary>The machine whose card a tap is the host's end of.</summary>
    public DeviceUse? MachineOf(string tap) => Of(tap).FirstOrDefault(use => use.What is DeviceUser.Machine);

    private void Add(Network network)
    {
        if (!NetworkXml.TryParse(network.Xml, out var xml))
            return;
        foreach (var name in xml.ForwardInterfaces.Append(xml.ForwardDevice).Append(xml.ForwardPhysicalFunction).Append(xml.Bridge ?? network.Bridge).OfType<string>().Distinct())
            Add(name, new DeviceUse(DeviceUser.Network, network.Name, network.Id, network.Active));
    }

    private void Add(Machine machine)
    {
        foreach (var (name, now) in Named(machine.Xml, machine.IsActive).Concat(Named(machine.InactiveXml, false)))
            Add(name, new DeviceUse(DeviceUser.Machine, machine.Name, machine.Id, now));
    }

    /// <summary>The tap of a running machine's card, and the bridge or card of the host that it names itself; that of a network is the network's.</summary>
    private static IEnumerable<(string Name, bool Now)> Named(string? xml, bool isActive) => !DomainXml.TryParse(xml, out var domain) ? []
        : domain.Interfaces.SelectMany(card => new[]
        {
            isActive ? card.TargetDevice : null,
            card.Type == "bridge" ? card.SourceBridge : null,
            card.Type == "direct" ? card.SourceDevice : null,
        }).OfType<string>().Select(name => (name, isActive));

    private void Add(string name, DeviceUse use)
    {
        var uses = _uses.TryGetValue(name, out var known) ? known : _uses[name] = [];
        if (uses.FindIndex(other => (other.What, other.Id) == (use.What, use.Id)) is >= 0 and var at)
            uses[at] = uses[at] with { Now = uses[at].Now || use.Now };
        else
            uses.Add(use);
    }
}

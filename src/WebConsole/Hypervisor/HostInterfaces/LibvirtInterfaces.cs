using System.Collections.Immutable;
using System.Globalization;
using Libvirt.Xml;
using WebConsole.Hypervisor.HostDevices;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Hypervisor.HostInterfaces;

/// <summary>
/// The network interfaces of a host elsewhere, as far as libvirt tells: its node device driver knows cards and their links, its
/// interface driver, where a host has it, also addresses, bridges, bonds and VLANs.
/// </summary>
internal static class LibvirtInterfaces
{
    /// <param name="devices">The devices of the host.</param>
    /// <param name="described">What the interface driver tells.</param>
    public static ImmutableArray<HostInterface> Of(IEnumerable<NodeDevice> devices, IEnumerable<(string Xml, bool Active)> described)
    {
        var found = new SortedDictionary<string, HostInterface>(StringComparer.Ordinal);
        HostInterfaceXml[] views = [.. described.Take(HostInterfaceReading.Most).Select(each => HostInterfaceXml.TryParse(each.Xml, out var view) ? view : null).OfType<HostInterfaceXml>()];
        var active = described.Select(each => HostInterfaceXml.TryParse(each.Xml, out var view) && each.Active ? view.Name : null).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var device in devices.Select(HostDevice.Of).Where(device => device.Xml is { CapabilityType: "net", InterfaceName.Length: > 0 }).Take(HostInterfaceReading.Most))
            found[device.Xml!.InterfaceName!] = OfDevice(device);
        foreach (var view in views.Where(view => view.Name is { Length: > 0 }))
            found[view.Name!] = With(found.GetValueOrDefault(view.Name!), view, active.Contains(view.Name!));
        foreach (var view in views.Where(view => view.Name is { Length: > 0 }))
        {
            foreach (var port in view.Ports.Where(port => found.ContainsKey(port)))
                found[port] = found[port] with { Master = view.Name };
        }
        return [.. found.Values];
    }

    private static HostInterface OfDevice(HostDevice device)
    {
        var xml = device.Xml!;
        return new HostInterface
        {
            Name = xml.InterfaceName!, Kind = KindOf(xml), HasCarrier = xml.LinkState switch { "up" => true, "down" => false, _ => null },
            Speed = xml.LinkSpeed is > 0 and var speed ? speed : null, Mac = xml.MacAddress is "00:00:00:00:00:00" ? null : xml.MacAddress, Driver = xml.Driver,
        };
    }

    /// <summary>libvirt tells no kinds of those that software makes, but names of its own ones.</summary>
    private static InterfaceKind KindOf(NodeDeviceXml xml) => xml switch
    {
        _ when xml.SubCapabilities.Any(part => part.Type == "80211") => InterfaceKind.Wireless,
        { InterfaceName: "lo" } => InterfaceKind.Loopback,
        { Parent: not (null or "computer") } => InterfaceKind.Card,
        { InterfaceName: { } name } when name.StartsWith("vnet", StringComparison.Ordinal) => InterfaceKind.Tap,
        { InterfaceName: { } name } when name.StartsWith("macvtap", StringComparison.Ordinal) => InterfaceKind.Macvtap,
        _ => InterfaceKind.Unknown,
    };

    private static HostInterface With(HostInterface? known, HostInterfaceXml view, bool active)
    {
        known ??= new HostInterface { Name = view.Name!, Kind = InterfaceKind.Unknown };
        return known with
        {
            Kind = KindOf(view, known.Kind),
            IsUp = active,
            HasCarrier = known.HasCarrier ?? view.LinkState switch { "up" => true, "down" or "lowerlayerdown" => false, _ => null },
            Speed = known.Speed ?? (view.LinkSpeed is > 0 and var speed ? speed : null),
            Mtu = view.Mtu,
            Mac = known.Mac ?? view.MacAddress,
            Addresses = [.. view.Addresses.Where(each => each.Address is { Length: > 0 }).Select(each => new InterfaceAddress(each.Prefix is { } prefix ? string.Create(CultureInfo.InvariantCulture, $"{each.Address}/{prefix}") : each.Address!, each.IsDhcp ? true : null))],
            VlanId = view.VlanId,
            Parent = view.VlanParent,
            BondMode = view.BondMode,
            Stp = view.Stp switch { "on" => true, "off" => false, _ => null },
        };
    }

    private static InterfaceKind KindOf(HostInterfaceXml view, InterfaceKind known) => view.Type switch
    {
        "bridge" => InterfaceKind.Bridge,
        "bond" => InterfaceKind.Bond,
        "vlan" => InterfaceKind.Vlan,
        "ethernet" when known is InterfaceKind.Unknown && view.Name == "lo" => InterfaceKind.Loopback,
        _ => known,
    };
}

using System.Globalization;
using Libvirt.Xml;
using WebConsole.Hypervisor.Forwards;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Features.Networks.Forwards;

/// <summary>The ports of a host that definitions of its machines name for displays and user-mode networks. Where such a machine is off, nothing listens on them yet.</summary>
internal static class DefinedPorts
{
    /// <summary>Where libvirt first looks for a display that names no port.</summary>
    public const int FirstDisplay = 5900, LastDisplay = 5999;

    /// <summary>Who has a port, or would have it after its start; <c>null</c> for nobody.</summary>
    public static string? OwnerOf(Forward wanted, InventorySnapshot inventory, string host)
    {
        foreach (var machine in inventory.Machines.Values.Where(machine => machine.Id.Host == host && MayHave(machine, wanted)).OrderBy(machine => machine.Name, NaturalOrder.Instance))
        {
            if (MachineDevice.DefinitionsOf(machine).SelectMany(domain => Of(domain, wanted)).Where(port => port >= wanted.Port && port <= wanted.LastPort).Select(port => (int?)port).FirstOrDefault() is { } port)
                return string.Create(CultureInfo.InvariantCulture, $"{machine.Name} has port {port} for itself while it runs: by a display or a network card of its definition.");
        }
        return null;
    }

    private static IEnumerable<int> Of(DomainXml domain, Forward wanted)
    {
        var displays = wanted.Protocol is not "tcp" ? [] : domain.Graphics.Where(display => AddressesOf(display).Any(address => Meet(address, wanted.Address)))
            .SelectMany(display => new[] { display.AutoPort is true ? null : display.Port, display.AutoPort is true ? null : display.TlsPort, display.WebSocketPort }).OfType<int>();
        var cards = domain.Interfaces.SelectMany(card => card.PortForwards).Where(ports => ports.Protocol == wanted.Protocol && Meet(ports.Address, wanted.Address))
            .SelectMany(ports => ports.Ranges).Where(range => range.Exclude is not true && range.Start <= wanted.LastPort && (range.End ?? range.Start) >= wanted.Port).Select(range => Math.Max(range.Start!.Value, wanted.Port));
        return displays.Concat(cards);
    }

    /// <summary>Few definitions have to be parsed.</summary>
    private static bool MayHave(Machine machine, Forward wanted)
    {
        if (wanted.LastPort > wanted.Port)
            return true;
        var text = wanted.Port.ToString(CultureInfo.InvariantCulture);
        return new[] { machine.Xml, machine.InactiveXml }.Any(xml => xml is not null && (xml.Contains(text, StringComparison.Ordinal) || xml.Contains("<portForward", StringComparison.Ordinal)));
    }

    private static IEnumerable<string?> AddressesOf(GraphicsXml display) => display.Listens.Count > 0
        ? display.Listens.Where(listen => listen.Type is not ("socket" or "none")).Select(listen => listen.Address)
        : display.Socket is null ? [display.ListenAddress] : [];

    /// <summary>An address that is not said may be any. What listens on 127.0.0.0/8 takes nothing from outside.</summary>
    private static bool Meet(string? listens, string? wanted) => !System.Net.IPAddress.TryParse(listens, out var address)
        || (!System.Net.IPAddress.IsLoopback(address) && (wanted is null || address.Equals(System.Net.IPAddress.Any) || address.Equals(System.Net.IPAddress.IPv6Any) || address.ToString() == wanted));
}

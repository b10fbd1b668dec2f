using System.Globalization;
using Libvirt.Xml;
using WebConsole.Hypervisor.Forwards;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>Which displays of a host have a port at each start. Where the port is chosen at the start, another one is taken.</summary>
internal static class DisplayPorts
{
    /// <summary>Why a display can't have a port, for another display of its machine or a machine that runs.</summary>
    /// <param name="port">The port.</param>
    /// <param name="listen">The address; <c>null</c> for one that is not known.</param>
    /// <param name="inventory">What there is.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="type">The type of the display.</param>
    public static string? Mistake(int port, string? listen, InventorySnapshot inventory, Machine machine, string? type) =>
        Users(port, listen, inventory, machine, type).FirstOrDefault(user => user.IsActive || user.Id == machine.Id) is { } user ? $"{(user.Id == machine.Id ? "Another display of the machine" : user.Name)} has it." : null;

    /// <summary>What is said of a machine that is off and has the port when it starts.</summary>
    /// <inheritdoc cref="Mistake"/>
    public static string? Warning(int port, string? listen, InventorySnapshot inventory, Machine machine, string? type) =>
        Users(port, listen, inventory, machine, type).FirstOrDefault(user => !user.IsActive && user.Id != machine.Id) is { } user ? $"{user.Name}, which is off, has it, too: only one of both can run."
        : ForwardedTo(port, inventory, machine) is { } other ? $"That port of the host leads to {other.Name}: nobody outside reaches the display by it." : null;

    private static Machine? ForwardedTo(int port, InventorySnapshot inventory, Machine machine) => inventory.Machines.Values.Where(other => other.Id.Host == machine.Id.Host && ForwardReader.Mentions(other.InactiveXml ?? other.Xml))
        .FirstOrDefault(other => DomainXml.TryParse(other.InactiveXml ?? other.Xml, out var domain) && Forward.AllOf(domain).Any(forward => forward.Protocol is "tcp" && forward.Port <= port && forward.LastPort >= port));

    private static IEnumerable<Machine> Users(int port, string? listen, InventorySnapshot inventory, Machine machine, string? type) => inventory.Machines.Values.Where(other => other.Id.Host == machine.Id.Host && MayHave(other, port)
        && MachineDevice.DefinitionsOf(other).Any(domain => domain.Graphics.Any(display => Has(display, port, listen) && !(other.Id == machine.Id && display.Type == type))));

    /// <summary>Few definitions have to be parsed.</summary>
    private static bool MayHave(Machine machine, int port)
    {
        var text = port.ToString(CultureInfo.InvariantCulture);
        return machine.Xml.Contains(text, StringComparison.Ordinal) || machine.InactiveXml?.Contains(text, StringComparison.Ordinal) == true;
    }

    private static bool Has(GraphicsXml display, int port, string? listen) => display.AutoPort is not true && (display.Port == port || display.TlsPort == port) && AddressesOf(display).Any(address => Overlap(address, listen));

    private static IEnumerable<string?> AddressesOf(GraphicsXml display) => display.Listens.Count > 0
        ? display.Listens.Where(listen => listen.Type is not ("socket" or "none")).Select(listen => listen.Address)
        : display.Socket is null ? [display.ListenAddress] : [];

    /// <summary>An address that is not known may be any.</summary>
    private static bool Overlap(string? one, string? other) => (DisplaySettings.Address(one), DisplaySettings.Address(other)) is not ({ } first, { } second)
        || first.Equals(second) || DisplaySettings.IsAll(one) || DisplaySettings.IsAll(other);
}

using System.Collections.Immutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>What a network card is connected to and how. The same for new cards and those that there are.</summary>
internal static partial class CardSettings
{
    public static readonly ImmutableArray<string> Models = ["virtio", "e1000e", "e1000", "rtl8139", "virtio-transitional", "virtio-non-transitional"];
    public static readonly ImmutableArray<string> Modes = ["bridge", "vepa", "private", "passthrough"];
    public static readonly string[] Fields = ["network", "portGroup", "bridge", "device", "mode", "user", "mac", "model", "link", "mtu", "filter", "inbound", "outbound", "vlan"];

    private const int LeastMtu = 68, MostMtu = 65535, MostVlan = 4094;

    /// <summary>The connection that is asked for; <c>null</c> for none.</summary>
    public static InterfaceSource? SourceOf(DeviceSettings settings) => settings switch
    {
        { Network: { } network } => InterfaceSource.Network(network, string.IsNullOrEmpty(settings.PortGroup) ? null : settings.PortGroup),
        { Bridge: { } bridge } => InterfaceSource.Bridge(bridge),
        { Device: { } device } => InterfaceSource.Direct(device, settings.Mode ?? Modes[0]),
        { User: true } => InterfaceSource.User(),
        _ => null,
    };

    /// <summary>Errors by their names in the API.</summary>
    /// <param name="settings">What is asked for.</param>
    /// <param name="inventory">What there is.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="except">The card itself, whose address is its own.</param>
    public static IEnumerable<(string Argument, string? Mistake)> Mistakes(DeviceSettings settings, InventorySnapshot inventory, Machine machine, string? except) =>
    [
        ("network", settings.Network is { } network && !inventory.Networks.Values.Any(known => known.Host == machine.Id.Host && known.Name == network) ? $"There is no network {network} on {machine.Id.Host}." : null),
        ("portGroup", settings.PortGroup is { Length: > 0 } group && !PortGroups(inventory, machine.Id.Host, settings.Network).Contains(group) ? "A group of ports of the network." : null),
        ("bridge", WrongDevice(settings.Bridge)), ("device", WrongDevice(settings.Device)), ("mode", OneOf(settings.Mode, Modes)),
        (Second(settings) ?? "network", Second(settings) is null ? null : "One of network, bridge, device and user."),
        ("mac", settings.Mac switch { null => null, var mac when !Mac().IsMatch(mac) || (Convert.ToByte(mac[..2], 16) & 1) != 0 => "Six pairs of hexadecimal digits, of one card: 52:54:00:12:34:56.", var mac => UserOf(mac, inventory, machine, except) }),
        ("model", OneOf(settings.Model, Models)), ("link", OneOf(settings.Link, ["up", "down"])),
        ("mtu", settings.Mtu is null or 0 or (>= LeastMtu and <= MostMtu) ? null : $"A number from {LeastMtu} to {MostMtu}."),
        ("filter", settings.Filter is { Length: > 0 } filter && !filter.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.') ? "The name of a filter." : null),
        ("vlan", settings.Vlan is null or (>= 0 and <= MostVlan) ? null : $"A number from 1 to {MostVlan}."),
        .. Rate("inbound", settings.Inbound), .. Rate("outbound", settings.Outbound),
    ];

    public static void Apply(DeviceSettings settings, InterfaceXml card)
    {
        if (SourceOf(settings) is { } source)
            card.SetSource(source);
        if (settings.Mac is { } mac)
            card.MacAddress = mac.ToLowerInvariant();
        card.Model = settings.Model switch { null => card.Model, "" => null, var model => model };
        card.LinkState = settings.Link switch { null => card.LinkState, "" => null, var link => link };
        card.Mtu = settings.Mtu switch { null => card.Mtu, 0 => null, var mtu => mtu };
        if (settings.Filter is { } filter && filter != (card.Filter ?? ""))
        {
            // Its parameters are those of the filter.
            card.Element.Elements("filterref").Remove();
            card.Filter = filter.Length > 0 ? filter : null;
        }
        if (settings.Inbound is { } inbound)
            (card.InboundKilobytesPerSecond, card.InboundPeakKilobytesPerSecond, card.InboundBurstKibibytes) = Parts(inbound);
        if (settings.Outbound is { } outbound)
            (card.OutboundKilobytesPerSecond, card.OutboundPeakKilobytesPerSecond, card.OutboundBurstKibibytes) = Parts(outbound);
        if (settings.Vlan is { } vlan)
        {
            card.Element.Elements("vlan").Remove();
            if (vlan > 0)
                card.Vlans.Add().Id = vlan;
        }
    }

    public static CardRate? RateOf(int? average, int? peak, int? burst) => average is null ? null : new CardRate(average, peak, burst);

    /// <summary>The groups of ports of a network.</summary>
    public static IEnumerable<string> PortGroups(InventorySnapshot inventory, string host, string? network) =>
        inventory.Networks.Values.FirstOrDefault(known => known.Host == host && known.Name == network) is { } found && NetworkXml.TryParse(found.Xml, out var xml) ? xml.PortGroups.Select(group => group.Name).OfType<string>() : [];

    private static (int?, int?, int?) Parts(CardRate rate) => rate.Average is > 0 ? (rate.Average, rate.Peak is > 0 ? rate.Peak : null, rate.Burst is > 0 ? rate.Burst : null) : (null, null, null);

    private static IEnumerable<(string, string?)> Rate(string name, CardRate? rate)
    {
        yield return ($"{name}.average", rate?.Average < 0 ? "A number from 0." : null);
        yield return ($"{name}.peak", rate?.Peak > 0 && rate.Peak < rate.Average ? "At least the average." : rate?.Peak > 0 && !(rate.Average > 0) ? "A peak needs an average." : rate?.Peak < 0 ? "A number from 0." : null);
        yield return ($"{name}.burst", rate?.Burst > 0 && !(rate.Average > 0) ? "A burst needs an average." : rate?.Burst < 0 ? "A number from 0." : null);
    }

    /// <summary>The second of several connections.</summary>
    private static string? Second(DeviceSettings settings) => new (string Name, bool IsAsked)[] { ("network", settings.Network is not null), ("bridge", settings.Bridge is not null), ("device", settings.Device is not null), ("user", settings.User == true) }
        .Where(one => one.IsAsked).Select(one => one.Name).Skip(1).FirstOrDefault();

    private static string? WrongDevice(string? name) => name is null || DeviceName().IsMatch(name) ? null : "The name of a network device, at most 15 letters.";

    private static string? UserOf(string mac, InventorySnapshot inventory, Machine machine, string? except) =>
        string.Equals(mac, except, StringComparison.OrdinalIgnoreCase) ? null
        : inventory.Machines.Values.FirstOrDefault(other => other.Id.Host == machine.Id.Host && other.MacAddresses.Contains(mac, StringComparer.OrdinalIgnoreCase)) is { } user ? $"{user.Name} has it." : null;

    private static string? OneOf(string? value, IEnumerable<string> allowed) => value is null or "" || allowed.Contains(value) ? null : $"One of {string.Join(", ", allowed)}.";

    [GeneratedRegex(@"\A[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}\z")]
    private static partial Regex Mac();

    [GeneratedRegex(@"\A[A-Za-z0-9_.][A-Za-z0-9_.:@-]{0,14}\z")]
    private static partial Regex DeviceName();
}

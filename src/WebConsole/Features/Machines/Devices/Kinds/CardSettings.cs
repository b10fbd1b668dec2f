using System.Collections.Immutable;
using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Hardware;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>What a network card is connected to and how. The same for new cards and those that there are.</summary>
internal static class CardSettings
{
    public static readonly ImmutableArray<string> Modes = ["bridge", "vepa", "private", "passthrough"];
    public static readonly string[] Fields = ["network", "portGroup", "bridge", "device", "mode", "user", "mac", "model", "link", "mtu", "inbound", "outbound",
        .. CardFilter.Fields, .. CardVlans.Fields, .. CardQueues.Fields, PortForwards.Field];

    private const int LeastMtu = 68, MostMtu = 65535;

    /// <summary>The connection that is asked for; <c>null</c> for none.</summary>
    public static InterfaceSource? SourceOf(DeviceSettings settings) => settings switch
    {
        { Network: { } network } => InterfaceSource.Network(network, string.IsNullOrEmpty(settings.PortGroup) ? null : settings.PortGroup),
        { Bridge: { } bridge } => InterfaceSource.Bridge(bridge),
        { Device: { } device } => InterfaceSource.Direct(device, settings.Mode ?? Modes[0]),
        { User: true } => InterfaceSource.User(),
        _ => null,
    };

    /// <summary>Whether it is connected to the host itself, or opens ports of it, and not only to a network that somebody has set up for machines.</summary>
    public static bool ReachesHost(DeviceSettings settings) => settings is { Bridge: not null } or { Device: not null } or { User: true } or { Forwards: not null };

    /// <summary>Why the connection can't be had: a machine that gets a card whole takes it from the host.</summary>
    public static string? WhyConflicts(DeviceSettings settings, InventorySnapshot inventory, DevicePlanner planner, Machine machine) =>
        settings is { Device: { } device, Mode: "passthrough" } && planner.DutiesOfCard(inventory, machine.Id.Host, device).FirstOrDefault(duty => duty.IsVital) is { } duty ? $"The host needs {device} itself, for its {duty.What}: another mode shares the card." : null;

    /// <summary>Errors by their names in the API.</summary>
    /// <param name="settings">What is asked for.</param>
    /// <param name="inventory">What there is.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="except">The card itself, whose address is its own.</param>
    public static IEnumerable<(string Argument, string? Mistake)> Mistakes(DeviceSettings settings, InventorySnapshot inventory, Machine machine, string? except) => Mistakes(settings, inventory, machine, except, GuestKind.Of(machine));

    private static IEnumerable<(string Argument, string? Mistake)> Mistakes(DeviceSettings settings, InventorySnapshot inventory, Machine machine, string? except, GuestKind kind) =>
    [
        ("network", settings.Network is { } network && !inventory.Networks.Values.Any(known => known.Host == machine.Id.Host && known.Name == network) ? $"There is no network {network} on {machine.Id.Host}." : null),
        ("portGroup", settings.PortGroup is { Length: > 0 } group && !PortGroups(inventory, machine.Id.Host, settings.Network).Contains(group) ? "A group of ports of the network." : null),
        ("bridge", settings.Bridge is { } bridge ? NetworkDeviceName.Mistake(bridge) : null),
        ("device", settings.Device is { } device ? NotOf(kind, "direct") ?? NetworkDeviceName.Mistake(device) : null), ("user", settings.User == true ? NotOf(kind, "user") : null), ("mode", OneOf.MistakeUnlessEmpty(settings.Mode, Modes)),
        (Second(settings) ?? "network", Second(settings) is null ? null : "One of network, bridge, device and user."),
        ("mac", settings.Mac is { } mac ? MacAddress.Mistake(mac) ?? UserOf(mac, inventory, machine, except) : null),
        ("model", OneOf.MistakeUnlessEmpty(settings.Model, DeviceModels.Nics(kind))), ("link", OneOf.MistakeUnlessEmpty(settings.Link, ["up", "down"])),
        ("mtu", settings.Mtu is null or 0 or (>= LeastMtu and <= MostMtu) ? null : $"A number from {LeastMtu} to {MostMtu}."),
        .. Rate("inbound", settings.Inbound), .. Rate("outbound", settings.Outbound), .. Parts(settings, inventory, machine, CardOf(machine, except), kind),
    ];

    private static IEnumerable<(string Argument, string? Mistake)> Parts(DeviceSettings settings, InventorySnapshot inventory, Machine machine, InterfaceXml? stands, GuestKind kind)
    {
        var isUser = (SourceOf(settings)?.Type ?? stands?.Type) is "user";
        var model = kind.Xen is not null ? "netfront" : settings.Model is { Length: > 0 } asked ? asked : stands?.Model;
        return [.. CardFilter.Mistakes(settings, stands), .. CardVlans.Mistakes(settings, stands, inventory, machine.Id.Host), .. CardQueues.Mistakes(settings, model, isUser),
            .. PortForwards.Mistakes(settings, isUser, inventory.Host(machine.Id.Host))];
    }

    private static InterfaceXml? CardOf(Machine machine, string? mac) => mac is not null && DomainXml.TryParse(machine.InactiveXml ?? machine.Xml, out var domain)
        ? domain.Interfaces.FirstOrDefault(card => string.Equals(card.MacAddress, mac, StringComparison.OrdinalIgnoreCase)) : null;

    /// <summary>The ways to connect a card that this kind of machine has, as libvirt names them.</summary>
    public static ImmutableArray<string> ConnectionsOf(GuestKind kind) => kind.Xen is null ? ["network", "bridge", "direct", "user"] : ["network", "bridge"];

    private static string? NotOf(GuestKind kind, string connection) => ConnectionsOf(kind).Contains(connection) ? null : "Xen connects cards to networks and bridges only.";

    public static void Apply(DeviceSettings settings, InterfaceXml card)
    {
        if (SourceOf(settings) is { } source)
            card.SetSource(source);
        if (settings.Mac is { } mac)
            card.MacAddress = mac.ToLowerInvariant();
        card.Model = settings.Model switch { null => card.Model, "" => null, var model => model };
        card.LinkState = settings.Link switch { null => card.LinkState, "" => null, var link => link };
        card.Mtu = settings.Mtu switch { null => card.Mtu, 0 => null, var mtu => mtu };
        CardFilter.Apply(settings, card);
        CardVlans.Apply(settings, card);
        CardQueues.Apply(settings, card);
        PortForwards.Apply(settings, card);
        if (settings.Inbound is { } inbound)
            (card.InboundKilobytesPerSecond, card.InboundPeakKilobytesPerSecond, card.InboundBurstKibibytes) = Parts(inbound);
        if (settings.Outbound is { } outbound)
            (card.OutboundKilobytesPerSecond, card.OutboundPeakKilobytesPerSecond, card.OutboundBurstKibibytes) = Parts(outbound);
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

    private static string? UserOf(string mac, InventorySnapshot inventory, Machine machine, string? except) =>
        string.Equals(mac, except, StringComparison.OrdinalIgnoreCase) ? null
        : inventory.Machines.Values.FirstOrDefault(other => other.Id.Host == machine.Id.Host && other.MacAddresses.Contains(mac, StringComparer.OrdinalIgnoreCase)) is { } user ? $"{user.Name} has it." : null;
}

using System.Net;
using Libvirt.Xml;
using Microsoft.Extensions.Localization;
using WebConsole.CloudInit;
using WebConsole.CloudInit.Rules;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>Whether a new machine's cards get the addresses that they are to have.</summary>
internal sealed class CardChecks(MachinePlan plan, InventorySnapshot inventory, HostStatus host, IStringLocalizer text)
{
    public IEnumerable<SummaryLine> All() => plan.Interfaces.IsEmpty ? [new(text["⚠ no network card"], "networks")]
        : [.. plan.Interfaces.SelectMany((card, index) => WithoutDhcp(card).Concat(OfAddresses(card)).Select(said => new SummaryLine(said, $"networks[{index}].network")))];

    private IEnumerable<string> WithoutDhcp(NewInterface card)
    {
        if (NetworkOf(card) is { ForwardMode: null or "nat" or "route" or "open", Name: var name } network && network.Ips.All(ip => !ip.HasDhcp) && FixedOf(card) is not { HasAddresses: true } && plan.Seed?.Settings.NetworkConfig is null or "")
            yield return text["⚠ no DHCP on {0}: the guest needs a fixed address", name ?? ""];
    }

    /// <summary>What may be wrong with the fixed addresses of a card.</summary>
    public IEnumerable<string> OfAddresses(NewInterface card)
    {
        var network = NetworkOf(card);
        foreach (var given in FixedOf(card)?.Addresses?.OfType<string>() ?? [])
            if (IpText.TryParsePrefix(given, out var address, out var length) && (Taken(card, network, address) ?? Misplaced(network, address, length)) is { } check)
                yield return check;
    }

    private string? Taken(NewInterface card, NetworkXml? network, IPAddress address) =>
        network is null ? null
        : inventory.Leases.GetValueOrDefault((host.Name, card.Network!), []).FirstOrDefault(lease => Is(lease.Address, address) && !IsOf(card, lease.HardwareAddress)) is { } lease
            ? text["⚠ {0} is taken by {1}", address, lease.HostName ?? lease.HardwareAddress ?? text["another machine"]].Value
        : network.Ips.SelectMany(ip => ip.DhcpHosts).FirstOrDefault(kept => Is(kept.Ip, address) && !IsOf(card, kept.MacAddress)) is { } reserved
            ? text["⚠ {0} is kept for {1}", address, reserved.Name ?? reserved.MacAddress ?? text["another machine"]].Value
        : null;

    private string? Misplaced(NetworkXml? network, IPAddress address, int length)
    {
        var spaces = network is null ? [] : NetworkSpace.Of(network).Where(space => space.IsKindOf(address)).ToList();
        return spaces.Count == 0 ? null
            : spaces.Find(space => space.Holds(address)) is not { } space ? text["⚠ {0} is outside of {1}, where the host is {2}", address, network!.Name ?? "", spaces[0].WithPrefix].Value
            : space.Host.Equals(address) ? text["⚠ {0} is the host's own in {1}", address, network!.Name ?? ""].Value
            : space.Length != length ? text["⚠ the prefix of {0} is /{1}", network!.Name ?? "", space.Length].Value
            : space.GivesOut(address) ? text["⚠ {0} is among the addresses that {1} gives out: another machine may get it", address, network!.Name ?? ""].Value
            : null;
    }

    /// <summary>The definition of the virtual network that a card is in.</summary>
    public NetworkXml? NetworkOf(NewInterface card) =>
        card.Network is { } name && inventory.Networks.Values.FirstOrDefault(network => network.Host == host.Name && network.Name == name) is { } found && NetworkXml.TryParse(found.Xml, out var xml) ? xml : null;

    private CloudInitNetwork? FixedOf(NewInterface card) => plan.Seed?.Settings.Networks?.OfType<CloudInitNetwork>().FirstOrDefault(network => IsOf(card, network.Mac));

    private static bool Is(string? text, IPAddress address) => IpText.TryParse(text, out var other) && other.Equals(address);

    private static bool IsOf(NewInterface card, string? mac) => string.Equals(card.Mac, mac, StringComparison.OrdinalIgnoreCase);
}

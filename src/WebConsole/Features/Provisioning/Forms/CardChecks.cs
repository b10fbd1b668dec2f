using Libvirt.Xml;
using Microsoft.Extensions.Localization;
using WebConsole.CloudInit;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>Whether a new machine's cards get the addresses that they are to have.</summary>
internal sealed class CardChecks(MachinePlan plan, InventorySnapshot inventory, HostStatus host, IStringLocalizer text)
{
    public IEnumerable<string> All() => plan.Interfaces.IsEmpty ? [text["⚠ no network card"].Value] : [.. plan.Interfaces.SelectMany(WithoutDhcp), .. plan.Interfaces.SelectMany(TakenAddresses)];

    private IEnumerable<string> WithoutDhcp(NewInterface card)
    {
        if (NetworkOf(card) is { ForwardMode: null or "nat" or "route" or "open", Name: var name } network && network.Ips.All(ip => !ip.HasDhcp) && FixedOf(card) is not { HasAddresses: true } && plan.Seed?.Settings.NetworkConfig is null or "")
            yield return text["⚠ no DHCP on {0}: the guest needs a fixed address", name ?? ""];
    }

    private IEnumerable<string> TakenAddresses(NewInterface card)
    {
        foreach (var address in FixedOf(card)?.Addresses?.OfType<string>().Select(address => address.Split('/')[0]) ?? [])
        {
            if (card.Network is { } network && inventory.Leases.GetValueOrDefault((host.Name, network), []).FirstOrDefault(lease => lease.Address == address && !IsOf(card, lease.HardwareAddress)) is { } lease)
                yield return text["⚠ {0} is taken by {1}", address, lease.HostName ?? lease.HardwareAddress ?? text["another machine"]];
            else if (NetworkOf(card)?.Ips.SelectMany(ip => ip.DhcpHosts).FirstOrDefault(kept => kept.Ip == address && !IsOf(card, kept.MacAddress)) is { } reserved)
                yield return text["⚠ {0} is kept for {1}", address, reserved.Name ?? reserved.MacAddress ?? text["another machine"]];
        }
    }

    private NetworkXml? NetworkOf(NewInterface card) =>
        card.Network is { } name && inventory.Networks.Values.FirstOrDefault(network => network.Host == host.Name && network.Name == name) is { } found && NetworkXml.TryParse(found.Xml, out var xml) ? xml : null;

    private CloudInitNetwork? FixedOf(NewInterface card) => plan.Seed?.Settings.Networks?.OfType<CloudInitNetwork>().FirstOrDefault(network => IsOf(card, network.Mac));

    private static bool IsOf(NewInterface card, string? mac) => string.Equals(card.Mac, mac, StringComparison.OrdinalIgnoreCase);
}

using System.Collections.Immutable;
using Libvirt.Xml;
using WebConsole.Access;
using WebConsole.Features.Machines.Devices;
using WebConsole.Hypervisor.HostCheck;
using WebConsole.Hypervisor.HostInterfaces;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Reach;

/// <summary>Finds out, when somebody asks, what is known of the way to a machine's card.</summary>
internal sealed class CardPaths(VisibleInventory inventory, VisibleInterfaces interfaces, CardAddresses addresses, DhcpServers servers, HostFiles files)
{
    /// <summary>The way to the first card with that MAC address; <c>null</c> if the machine has none.</summary>
    public async Task<ImmutableArray<PathStep>?> ReadAsync(Machine machine, string mac, CancellationToken cancellationToken)
    {
        if (MachineDevice.AllOf(machine).FirstOrDefault(device => IsCard(device, mac)) is not { } device)
            return null;
        var (snapshot, card) = (inventory.Current, (InterfaceXml)(device.Now ?? device.Stands));
        var asked = addresses.ReadAsync(machine, cancellationToken);
        var reading = await interfaces.LookAsync(machine.Id.Host, cancellationToken).ConfigureAwait(false);
        var known = reading is { IsWhole: true, Problem: null } ? reading : null;
        var network = CardFacts.NetworkOf(snapshot, machine.Id.Host, card, known);
        var facts = new CardFacts(device, card)
        {
            Network = network,
            Leases = network is null ? [] : snapshot.Leases.GetValueOrDefault((network.Host, network.Name), []),
            Interfaces = known,
            Addresses = [.. (await asked.ConfigureAwait(false)).Where(address => string.Equals(address.Mac, mac, StringComparison.OrdinalIgnoreCase))],
            HasFilter = snapshot.Filters.Values.Any(filter => filter.Host == machine.Id.Host && filter.Name == card.Filter),
        };
        // Files of the kernel can block their reader.
        return CardPath.Of(facts.Interfaces is null ? facts : await Task.Run(() => WithFiles(facts), cancellationToken).ConfigureAwait(false));
    }

    private CardFacts WithFiles(CardFacts facts) => facts with
    {
        DhcpRuns = facts.Network is { } network ? servers.Runs(network.Name) : null,
        Forwards = files.Read("proc/sys/net/ipv4/ip_forward") switch { "1" => true, "0" => false, _ => null },
        FirewallBackend = (files.Read("etc/libvirt/network.conf") ?? "").Split('\n').Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries))
            .Where(parts => parts is ["firewall_backend", _]).Select(parts => parts[1].Trim('"')).LastOrDefault(),
    };

    private static bool IsCard(MachineDevice device, string mac) => (device.Now ?? device.Stands) is InterfaceXml { MacAddress: { } own } && string.Equals(own, mac, StringComparison.OrdinalIgnoreCase);
}

using System.Collections.Immutable;
using Libvirt;
using WebConsole.Features.Machines.Guest;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Guests;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Devices;

/// <summary>Asks host and guest for the addresses of a machine's cards, when somebody wants them. What a guest says and what it sends is its own word.</summary>
internal sealed class CardAddresses(HypervisorGateway gateway, GuestParts guests)
{
    public async Task<ImmutableArray<CardAddress>> ReadAsync(Machine machine, CancellationToken cancellationToken)
    {
        if (!machine.IsActive)
            return [];
        var (ofHost, ofGuest) = (OfHostAsync(machine, cancellationToken), guests.ReadAsync(machine, cancellationToken));
        var answer = await ofGuest.ConfigureAwait(false);
        var found = (await ofHost.ConfigureAwait(false)).Concat((answer.Facts?.Interfaces ?? []).Select(each => ("agent", each)));
        // A guest has others of its own: bridges, tunnels, the loopback.
        return [.. from mac in machine.MacAddresses
                   from each in found
                   where string.Equals(each.each.Mac, mac, StringComparison.OrdinalIgnoreCase)
                   from address in each.each.Addresses.Select(WithoutPrefix).Distinct()
                   select new CardAddress(mac, address, each.Item1)];
    }

    private async Task<IEnumerable<(string Source, GuestInterface each)>> OfHostAsync(Machine machine, CancellationToken cancellationToken)
    {
        try
        {
            return await gateway.RunBesideAsync(machine.Id, Lane.Commands, connection =>
            {
                using var domain = connection.LookupDomain(machine.Id.Uuid);
                return Ask(domain, "lease", DomainInterfaceAddressesSource.Lease).Concat(Ask(domain, "arp", DomainInterfaceAddressesSource.Arp)).ToArray();
            }, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception unknown) when (unknown is LibvirtException or HypervisorException)
        {
            return [];
        }
    }

    private static IEnumerable<(string, GuestInterface)> Ask(Domain domain, string word, DomainInterfaceAddressesSource source)
    {
        try
        {
            return GuestInfoReader.Read(domain.GetInterfaceAddresses(source)).Select(each => (word, each));
        }
        catch (LibvirtException)
        {
            // A driver may know one source and not the other.
            return [];
        }
    }

    private static string WithoutPrefix(string address) => address.Split('/')[0];
}

using Libvirt;
using WebConsole.Hypervisor;

namespace WebConsole.Features.Machines.Devices;

/// <summary>The packet filters that hosts have for network cards, asked for when somebody chooses one.</summary>
public sealed class NetworkFilters(HypervisorGateway gateway)
{
    /// <summary>Their names, in order. None where the host has none, or does not answer: a name can be typed.</summary>
    public async Task<IReadOnlyList<string>> OfAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            var names = await gateway.RunAsync(host, Lane.Inventory, connection => connection.ListNetworkFilters(), cancellationToken).ConfigureAwait(false);
            return [.. names.Where(name => name.Length > 0).Order(StringComparer.Ordinal)];
        }
        catch (Exception unknown) when (unknown is LibvirtException or HypervisorException)
        {
            return [];
        }
    }
}

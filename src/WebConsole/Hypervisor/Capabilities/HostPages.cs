using System.Collections.Concurrent;
using System.Collections.Immutable;
using Libvirt;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Hypervisor.Capabilities;

/// <summary>How many huge pages are free on each host.</summary>
public sealed class HostPages(HypervisorGateway gateway, InventoryStore inventory)
{
    private readonly ConcurrentDictionary<string, ImmutableArray<FreePages>> _read = [];

    /// <summary>What <see cref="GetAsync"/> has read last, without waiting; empty where that has not happened yet.</summary>
    public ImmutableArray<FreePages> Known(string host) => _read.TryGetValue(host, out var known) ? known : [];

    /// <summary>Asks libvirt, each time: pages come and go. Empty for a host that has none, or does not say.</summary>
    /// <exception cref="HypervisorException">libvirt does not answer in time.</exception>
    /// <exception cref="LibvirtException">libvirt does not know, or its daemon is away.</exception>
    public async Task<ImmutableArray<FreePages>> GetAsync(string host, CancellationToken cancellationToken)
    {
        if (HostCapabilities.Of(inventory.Current.Host(host)) is not { } capabilities || HostCapabilities.HugePageSizesOf(inventory.Current.Host(host)) is not { IsEmpty: false } sizes)
            return [];
        var nodes = capabilities.Cells.Select(cell => cell.Id ?? 0).DefaultIfEmpty(0).Max() + 1;
        return _read[host] = await gateway.RunAsync(host, Lane.Commands, connection => connection.GetFreePages(sizes, nodes).ToImmutableArray(), cancellationToken).ConfigureAwait(false);
    }
}

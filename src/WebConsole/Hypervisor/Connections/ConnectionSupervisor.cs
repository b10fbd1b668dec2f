using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Hypervisor.Connections;

/// <summary>Keeps every configured host connected, each by itself: one that is away delays no other.</summary>
internal sealed class ConnectionSupervisor(HypervisorGateway gateway, InventoryStore store, InventoryCollector collector, MachineEdges edges, TimeProvider time,
    ILogger<ConnectionSupervisor> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var hosts = gateway.Hosts.Select(lanes => new HostSupervisor(lanes, store, collector, edges, time, logger)).ToArray();
        store.Update(snapshot => snapshot with { Hosts = [.. hosts.Select(host => host.InitialStatus)] });
        return Task.WhenAll(hosts.Select(host => host.RunAsync(stoppingToken)));
    }
}

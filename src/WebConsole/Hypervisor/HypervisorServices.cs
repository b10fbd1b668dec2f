using Microsoft.Extensions.DependencyInjection.Extensions;
using WebConsole.Hosting;
using WebConsole.Hosting.Files;
using WebConsole.Hypervisor.Capabilities;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Forwards;
using WebConsole.Hypervisor.Guests;
using WebConsole.Hypervisor.HostCheck;
using WebConsole.Hypervisor.HostDevices;
using WebConsole.Hypervisor.HostInterfaces;
using WebConsole.Hypervisor.Images;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Hypervisor.Metrics;
using WebConsole.Hypervisor.Schemas;
using WebConsole.OsInfo;

namespace WebConsole.Hypervisor;

internal static class HypervisorServices
{
    public static void AddHypervisor(this IServiceCollection services)
    {
        services.AddSingleton<InventoryStore>();
        services.AddSingleton<PoolDirectories>();
        services.AddSingleton<MachineEdges>();
        services.AddSingleton(Gateway);
        services.AddSingleton<GuestAgent>();
        services.AddSingleton<InventoryCollector>();
        services.AddSingleton<DomainCapabilitiesKeeper>();
        services.AddSingleton<OsInfoStore>();
        services.AddHostedService<IsoImageKeeper>();
        services.AddHostedService<ConnectionSupervisor>();
        services.AddSingleton(provider => new DefinitionVersions(provider.GetRequiredService<WebConsoleOptions>()));
        services.AddSingleton<DefinitionEditor>();
        services.AddSingleton(new DefinitionSchemas());
        services.AddSingleton(new HostFiles());
        services.AddSingleton<HostChecker>();
        services.AddSingleton<HostDuties>();
        services.AddSingleton<DhcpServers>();
        services.AddSingleton<InterfaceAddresses>();
        services.AddSingleton<InterfaceFiles>();
        services.AddSingleton<HostInterfaceStore>();
        services.AddSingleton<NetworkChanges>();
        services.AddForwards();
        services.AddMetricsSampling();
    }

    private static void AddForwards(this IServiceCollection services)
    {
        services.TryAddSingleton(new ForwardPlaces());
        services.AddSingleton<ForwardReader>();
        services.AddSingleton<HostPorts>();
        services.AddSingleton<ForwardHelper>();
        services.AddHostedService<ForwardKeeper>();
    }

    private static HypervisorGateway Gateway(IServiceProvider provider)
    {
        var inventory = provider.GetRequiredService<InventoryStore>();
        ConfiguredHost[] hosts = [.. provider.GetRequiredService<WebConsoleOptions>().Hosts.Select(host => new ConfiguredHost(host.Key, host.Value.Uri))];
        var local = hosts.Where(host => host.IsLocal).Select(host => host.Name).ToHashSet();
        var directories = new DirectoryProbe();
        return new HypervisorGateway(hosts, provider.GetRequiredService<TimeProvider>(), IsSuspect, IsSilent);

        // Of what is elsewhere nobody can say.
        bool IsSuspect(ObjectId id) => IsSilent(id) || (local.Contains(id.Host) && (id.Machine is { } machine
            ? inventory.Current.Machines.GetValueOrDefault(machine) is { } known && QemuProcess.IsSilent(known.Name)
            : inventory.Current.Find(id.Parent ?? id) is StoragePool { State: "running" } pool && PoolDirectories.Of(pool) is { } directory && directories.IsSilent(directory)));

        bool IsSilent(ObjectId id) => inventory.Current.Find(id.Parent ?? id) is StoragePool { Silent: true };
    }
}

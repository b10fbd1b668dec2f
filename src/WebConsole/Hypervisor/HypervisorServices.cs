using WebConsole.Hosting;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.HostCheck;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Hypervisor.Metrics;

namespace WebConsole.Hypervisor;

internal static class HypervisorServices
{
    public static void AddHypervisor(this IServiceCollection services)
    {
        services.AddSingleton<InventoryStore>();
        services.AddSingleton(provider => new HypervisorGateway(
            provider.GetRequiredService<WebConsoleOptions>().Hosts.Select(host => new ConfiguredHost(host.Key, host.Value.Uri)),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<InventoryCollector>();
        services.AddHostedService<ConnectionSupervisor>();
        services.AddSingleton(new HostFiles());
        services.AddSingleton<HostChecker>();
        services.AddMetricsSampling();
    }
}

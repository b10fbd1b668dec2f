using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Hypervisor;

internal static class HypervisorServices
{
    public static void AddHypervisor(this IServiceCollection services)
    {
        services.AddSingleton<InventoryStore>();
        services.AddSingleton(new ConfiguredHost("local", "qemu:///system"));
        services.AddSingleton<HypervisorGateway>();
        services.AddSingleton<InventoryCollector>();
        services.AddHostedService<ConnectionSupervisor>();
    }
}

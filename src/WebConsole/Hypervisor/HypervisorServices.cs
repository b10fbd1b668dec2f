using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Hypervisor;

internal static class HypervisorServices
{
    public static void AddHypervisor(this IServiceCollection services)
    {
        services.AddSingleton<InventoryStore>();
        services.AddSingleton<HypervisorGateway>();
    }
}

using WebConsole.Features.Provisioning.Commands;

namespace WebConsole.Features.Provisioning;

internal static class ProvisioningFeature
{
    public static void AddProvisioningFeature(this IServiceCollection services)
    {
        services.AddSingleton<MachinePlanner>();
        services.AddSingleton(provider => CreateMachine.AsAction(provider.GetRequiredService<MachinePlanner>()));
    }
}

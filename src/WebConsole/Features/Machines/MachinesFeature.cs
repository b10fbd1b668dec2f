using WebConsole.Features.Machines.Actions;

namespace WebConsole.Features.Machines;

internal static class MachinesFeature
{
    public static void AddMachinesFeature(this IServiceCollection services) => services.AddScoped<MachineActionRunner>();

    public static void MapMachinesFeature(this IEndpointRouteBuilder endpoints) => endpoints.MapMachinesApi();
}

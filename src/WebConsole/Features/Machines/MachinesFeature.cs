namespace WebConsole.Features.Machines;

internal static class MachinesFeature
{
    public static void AddMachinesFeature(this IServiceCollection services)
    {
    }

    public static void MapMachinesFeature(this IEndpointRouteBuilder endpoints) => endpoints.MapMachinesApi();
}

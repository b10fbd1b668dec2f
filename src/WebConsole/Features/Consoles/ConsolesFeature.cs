namespace WebConsole.Features.Consoles;

internal static class ConsolesFeature
{
    public static void AddConsolesFeature(this IServiceCollection services)
    {
    }

    public static void MapConsolesFeature(this IEndpointRouteBuilder endpoints)
    {
    }
}

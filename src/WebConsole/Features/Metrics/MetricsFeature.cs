namespace WebConsole.Features.Metrics;

internal static class MetricsFeature
{
    public static void AddMetricsFeature(this IServiceCollection services)
    {
    }

    public static void MapMetricsFeature(this IEndpointRouteBuilder endpoints)
    {
    }
}

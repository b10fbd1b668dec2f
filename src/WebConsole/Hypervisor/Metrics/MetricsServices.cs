using Microsoft.Extensions.DependencyInjection.Extensions;

namespace WebConsole.Hypervisor.Metrics;

internal static class MetricsServices
{
    public static void AddMetricsSampling(this IServiceCollection services)
    {
        services.AddSingleton<MetricsStore>();
        services.AddSingleton<MetricsWatchers>();
        services.TryAddSingleton<IStatisticsSource, LibvirtStatisticsSource>();
        services.AddHostedService<MetricsSampler>();
    }
}

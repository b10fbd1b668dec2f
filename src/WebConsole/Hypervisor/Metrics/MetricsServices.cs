using Microsoft.Extensions.DependencyInjection.Extensions;

namespace WebConsole.Hypervisor.Metrics;

internal static class MetricsServices
{
    public static void AddMetricsSampling(this IServiceCollection services)
    {
        services.AddOptions<MetricsOptions>().BindConfiguration(MetricsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<MetricsStore>();
        services.AddSingleton<MetricsWatchers>();
        services.TryAddSingleton<IStatisticsSource, LibvirtStatisticsSource>();
        services.AddHostedService<MetricsSampler>();
    }
}

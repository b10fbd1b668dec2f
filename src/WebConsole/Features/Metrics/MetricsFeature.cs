using Microsoft.AspNetCore.Http.Connections;
using WebConsole.Hosting;

namespace WebConsole.Features.Metrics;

internal static class MetricsFeature
{
    // The largest request within bounds, with room for the names of devices.
    private const int LargestRequest = 128 * 1024;

    public static void AddMetricsFeature(this IServiceCollection services)
    {
        services.AddOptions<MetricsOptions>().BindConfiguration(MetricsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddHostedService<BalloonKeeper>();
        services.AddMetricsHub();
    }

    /// <summary>The hub alone, without what acts on machines.</summary>
    internal static void AddMetricsHub(this IServiceCollection services)
    {
        services.AddSingleton<WatchLimits>();
        services.AddSignalR().AddHubOptions<MetricsHub>(options =>
        {
            options.SupportedProtocols = ["messagepack"];
            options.MaximumReceiveMessageSize = LargestRequest;
            // The browser gives a silent connection up after 15 s (hub-connection.js), which is also SignalR's own interval.
            options.KeepAliveInterval = TimeSpan.FromSeconds(5);
        });
    }

    public static void MapMetricsFeature(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapHub<MetricsHub>(AppUrls.MetricsHub, options => options.Transports = HttpTransportType.WebSockets);
}

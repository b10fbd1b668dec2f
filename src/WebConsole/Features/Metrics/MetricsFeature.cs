using Microsoft.AspNetCore.Http.Connections;
using WebConsole.Hosting;

namespace WebConsole.Features.Metrics;

internal static class MetricsFeature
{
    // Room for 500 items of 120 bytes, with host and UUID, and for 4,000 words of 50: devices' names are short.
    private const int LargestRequest = 256 * 1024;

    public static void AddMetricsFeature(this IServiceCollection services)
    {
        services.AddOptions<MetricsOptions>().BindConfiguration(MetricsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddHostedService<BalloonKeeper>();
        services.AddMetricsHub();
    }

    /// <summary>Only the hub, without the service that changes machines.</summary>
    internal static void AddMetricsHub(this IServiceCollection services)
    {
        services.AddSingleton<WatchLimits>();
        services.AddSignalR().AddHubOptions<MetricsHub>(options =>
        {
            options.SupportedProtocols = ["messagepack"];
            options.MaximumReceiveMessageSize = LargestRequest;
            // The browser gives up a silent connection after 15 s (hub-connection.js), which is also SignalR's default
            // interval.
            options.KeepAliveInterval = TimeSpan.FromSeconds(5);
        });
    }

    public static void MapMetricsFeature(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapHub<MetricsHub>(AppUrls.MetricsHub, options => options.Transports = HttpTransportType.WebSockets);
}

using Microsoft.AspNetCore.Http.Connections;
using WebConsole.Hosting;

namespace WebConsole.Features.Metrics;

internal static class MetricsFeature
{
    // The largest request within bounds, with room for long device names.
    private const int LargestRequest = 256 * 1024;

    public static void AddMetricsFeature(this IServiceCollection services) =>
        services.AddSignalR().AddHubOptions<MetricsHub>(options =>
        {
            options.SupportedProtocols = ["messagepack"];
            options.MaximumReceiveMessageSize = LargestRequest;
        });

    public static void MapMetricsFeature(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapHub<MetricsHub>(AppUrls.MetricsHub, options => options.Transports = HttpTransportType.WebSockets);
}

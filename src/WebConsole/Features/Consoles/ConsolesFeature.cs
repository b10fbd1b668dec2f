using Microsoft.AspNetCore.Http.Connections;
using WebConsole.Hosting;

namespace WebConsole.Features.Consoles;

internal static class ConsolesFeature
{
    public static void AddConsolesFeature(this IServiceCollection services)
    {
        services.AddOptions<ConsoleOptions>().BindConfiguration(ConsoleOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ConsoleLimits>();
        services.AddSingleton<ConsoleSessions>();
        services.AddSignalR().AddHubOptions<ConsoleHub>(options =>
        {
            options.SupportedProtocols = ["messagepack"];
            options.MaximumReceiveMessageSize = 32 * 1024;
            options.StreamBufferCapacity = 4;
        });
    }

    public static void MapConsolesFeature(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapHub<ConsoleHub>(AppUrls.ConsoleHub, options => options.Transports = HttpTransportType.WebSockets);
}

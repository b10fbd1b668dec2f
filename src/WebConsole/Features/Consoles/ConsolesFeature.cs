using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Protocol;
using WebConsole.Hosting;

namespace WebConsole.Features.Consoles;

internal static class ConsolesFeature
{
    public static void AddConsolesFeature(this IServiceCollection services)
    {
        services.AddOptions<ConsoleOptions>().BindConfiguration(ConsoleOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ConsoleAudit>();
        services.AddSingleton<ConsoleLimits>();
        services.AddSingleton<ConsoleSessions>();
        services.AddSingleton<IConsoleSource, LibvirtConsoleSource>();
        // If two protocols have the same name, the hubs use the later one.
        services.AddSingleton<IHubProtocol, ChunkHubProtocol>();
        services.AddSignalR().AddHubOptions<ConsoleHub>(options =>
        {
            options.SupportedProtocols = ["messagepack"];
            options.MaximumReceiveMessageSize = 32 * 1024;
            options.StreamBufferCapacity = 4;
            options.KeepAliveInterval = TimeSpan.FromSeconds(5);
            // Browsers let the timers of hidden tabs run once a minute.
            options.ClientTimeoutInterval = TimeSpan.FromMinutes(2);
        });
    }

    public static void MapConsolesFeature(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapHub<ConsoleHub>(AppUrls.ConsoleHub, options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            // Four chunks, so that reading from the guest continues while chunks are sent.
            options.TransportMaxBufferSize = 256 * 1024;
        });
}

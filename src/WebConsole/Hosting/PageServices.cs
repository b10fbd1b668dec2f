using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Components.Web;
using Serilog.Core;

namespace WebConsole.Hosting;

/// <summary>Blazor's circuits: one for each page that is open.</summary>
internal static class PageServices
{
    /// <summary>
    /// How long a circuit waits for a disconnected browser: enough for a short network failure. A page that returns
    /// later is reloaded; its state is in its URL, so it shows the same.
    /// </summary>
    private static readonly TimeSpan Retention = TimeSpan.FromSeconds(30);

    /// <summary>What a page has to hear, so that it knows within 10 s that its connection has died (js/reconnect.js). 20 pages cost 0.6 kB/s.</summary>
    private static readonly TimeSpan Ping = TimeSpan.FromSeconds(3);

    public static void AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents(options => options.DisconnectedCircuitRetentionPeriod = Retention)
            .AddHubOptions(hub =>
            {
                hub.KeepAliveInterval = Ping;
                // Browsers let the timers of hidden tabs run once a minute.
                hub.ClientTimeoutInterval = TimeSpan.FromMinutes(2);
            });
        services.AddSingleton<CircuitHandler, UnusedMemory>();
        services.AddSingleton<OpenPages>();
        services.AddSingleton<ILogEventEnricher>(provider => provider.GetRequiredService<OpenPages>());
        services.AddSingleton<ILogEventFilter, CircuitFailures>();
        services.AddScoped<CircuitHandler, OpenPageHandler>();
        services.AddScoped<IErrorBoundaryLogger, PageErrors>();
    }
}

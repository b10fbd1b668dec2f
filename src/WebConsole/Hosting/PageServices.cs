using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Components.Web;
using Serilog.Core;

namespace WebConsole.Hosting;

/// <summary>Blazor's circuits: one for each page that is open.</summary>
internal static class PageServices
{
    /// <summary>
    /// How long a circuit waits for a browser that is away. Enough for a network that comes back; a page that comes later
    /// loads anew, and since its state is in its address it is the same page.
    /// </summary>
    private static readonly TimeSpan Retention = TimeSpan.FromSeconds(30);

    public static void AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents(options => options.DisconnectedCircuitRetentionPeriod = Retention);
        services.AddSingleton<CircuitHandler, UnusedMemory>();
        services.AddSingleton<OpenPages>();
        services.AddSingleton<ILogEventEnricher>(provider => provider.GetRequiredService<OpenPages>());
        services.AddSingleton<ILogEventFilter, CircuitFailures>();
        services.AddScoped<CircuitHandler, OpenPageHandler>();
        services.AddScoped<IErrorBoundaryLogger, PageErrors>();
    }
}

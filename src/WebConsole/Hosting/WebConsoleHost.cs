using MudBlazor.Services;
using WebConsole.Components;
using WebConsole.Features.Accounts;
using WebConsole.Features.Consoles;
using WebConsole.Features.Machines;
using WebConsole.Features.Metrics;
using WebConsole.Features.Tasks;
using WebConsole.Hypervisor;
using WebConsole.Operations;
using WebConsole.Security;

namespace WebConsole.Hosting;

/// <summary>Puts the application together: services, then the pipeline.</summary>
public static class WebConsoleHost
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        // The web root is linked into the project, which outside Development needs saying.
        builder.WebHost.UseStaticWebAssets();
        AddServices(builder.Services);
        var app = builder.Build();
        Use(app);
        return app;
    }

    private static void AddServices(IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddHypervisor();
        services.AddOperations();
        services.AddSecurity();
        services.AddAccountsFeature();
        services.AddConsolesFeature();
        services.AddMachinesFeature();
        services.AddMetricsFeature();
        services.AddTasksFeature();
        services.AddLocalization();
        services.AddMudServices();
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddSignalR().AddMessagePackProtocol();
    }

    private static void Use(WebApplication app)
    {
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapAccountsFeature();
        app.MapConsolesFeature();
        app.MapMachinesFeature();
        app.MapMetricsFeature();
        app.MapTasksFeature();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}

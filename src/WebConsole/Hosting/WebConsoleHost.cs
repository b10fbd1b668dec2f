using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using MudBlazor;
using MudBlazor.Services;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Components;
using WebConsole.Components.Layout.Palette;
using WebConsole.Features.Accounts;
using WebConsole.Features.Consoles;
using WebConsole.Features.Host;
using WebConsole.Features.Machines;
using WebConsole.Features.Metrics;
using WebConsole.Features.Networks;
using WebConsole.Features.Provisioning;
using WebConsole.Features.Storage;
using WebConsole.Features.Tasks;
using WebConsole.Hosting.Files;
using WebConsole.History;
using WebConsole.Hypervisor;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Security.Sessions;
using WebConsole.Security.SignIn;
using WebConsole.Storage;

namespace WebConsole.Hosting;

/// <summary>Builds the application: settings, services, then the pipeline.</summary>
public static partial class WebConsoleHost
{
    private const string SettingsFile = "/etc/webconsole/appsettings.json";

    /// <summary>The sections that areas read themselves.</summary>
    internal static readonly IReadOnlyDictionary<string, Type> Areas = new Dictionary<string, Type>(StringComparer.OrdinalIgnoreCase)
    {
        [ConsoleOptions.Section] = typeof(ConsoleOptions),
        [HistoryOptions.Section] = typeof(HistoryOptions),
        [MetricsOptions.Section] = typeof(MetricsOptions),
        [OperationsOptions.Section] = typeof(OperationsOptions),
        [StorageOptions.Section] = typeof(StorageOptions),
    };

    /// <param name="args">The command line.</param>
    /// <param name="adjust">Lets a test replace services.</param>
    /// <exception cref="SettingsException">Invalid settings.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        var (builder, options) = Begin(args);
        StateDirectory.Prepare(options.StateDirectory);
        var held = StateLock.Take(options.StateDirectory);
        builder.Services.AddSingleton(_ => held);
        Server.Configure(builder, options);
        AddServices(builder, options);
        adjust?.Invoke(builder);
        var app = builder.Build();
        // It is resolved first, so it is disposed last.
        app.Services.GetRequiredService<StateLock>();
        foreach (var (key, known) in SettingsReader.Unread(app.Configuration, Areas))
            Unread(app.Logger, key, known);
        if (options.Tls.IsConfigured && File.GetUnixFileMode(options.Tls.KeyFile).HasFlag(UnixFileMode.OtherRead))
            OpenKey(app.Logger, options.Tls.KeyFile);
        Use(app, options);
        return app;
    }

    /// <summary>Only the settings, for commands that start no server.</summary>
    /// <exception cref="SettingsException">Invalid settings.</exception>
    public static WebConsoleOptions ReadOptions(string[] args) => Begin(args).Options;

    private static (WebApplicationBuilder Builder, WebConsoleOptions Options) Begin(string[] args)
    {
        var commandLine = CommandLine.Parse(args);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = [.. commandLine.Settings],
            // A test's process has another name and another working directory.
            ApplicationName = typeof(WebConsoleHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        AddSettingsFile(builder.Configuration);
        // The web root is linked into the project, which must be configured outside Development.
        builder.WebHost.UseStaticWebAssets();
        // Otherwise a file that is newer than its build record is sent uncompressed: MudBlazor's 627 kB of styles,
        // whose time in the package is one second off.
        if (!builder.Environment.IsDevelopment())
            builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        return (builder, SettingsReader.Read(builder.Configuration, commandLine));
    }

    /// <summary>Between our own file and the environment, as in .NET's usual order.</summary>
    /// <exception cref="SettingsException">Other users may write the file, so they could sign in as anybody.</exception>
    private static void AddSettingsFile(ConfigurationManager configuration)
    {
        if (FileTrust.Problem(SettingsFile) is { } problem)
            throw new SettingsException([problem]);
        var sources = configuration.Sources;
        var file = new JsonConfigurationSource { Path = SettingsFile, Optional = true };
        file.ResolveFileProvider();
        var last = sources.OfType<EnvironmentVariablesConfigurationSource>().Last(source => string.IsNullOrEmpty(source.Prefix));
        sources.Insert(sources.IndexOf(last), file);
    }

    private static void AddServices(WebApplicationBuilder builder, WebConsoleOptions options)
    {
        var services = builder.Services;
        services.AddLogging(builder.Configuration, options);
        services.AddSystemd();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddLocalization();
        // Away from the buttons of pages and dialogs, which are at the top and at the right.
        services.AddMudServices(mud => mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomLeft);
        services.AddPages();
        services.AddSignalR().AddMessagePackProtocol();
        services.AddHypervisor();
        services.AddOperations();
        services.AddApi();
        services.AddSecurity(options);
        services.AddAccess();
        services.AddActionRegistry();
        services.AddPalette();
        services.AddAccountsFeature();
        services.AddConsolesFeature();
        services.AddHostFeature();
        services.AddMachinesFeature();
        services.AddMetricsFeature();
        services.AddNetworksFeature();
        services.AddStorageFeature();
        services.AddProvisioningFeature();
        // The palette and menus name what is done more often first.
        services.AddHistory();
    }

    private static void Use(WebApplication app, WebConsoleOptions options)
    {
        app.UseSecurityHeaders(options.Tls);
        app.UseTransport(options);
        app.UseRequestLog();
        app.UseStatusAnswers();
        app.UseOriginCheck();
        app.UseRouting();
        app.UseWebSockets();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseForgeryLog();
        app.UseSessionConnections();
        CircuitOwners.UseCircuitOwners(app);
        app.UseCurrentUser();
        app.UseStatusOfUnknownObjects();
        MapEndpoints(app);
    }

    private static void MapEndpoints(WebApplication app)
    {
        app.MapClientFiles();
        app.MapHealth();
        app.MapSignIn();
        app.MapApiBasics();
        app.MapAccountsFeature();
        app.MapConsolesFeature();
        app.MapActions();
        app.MapDefinitions();
        app.MapHistory();
        app.MapHostFeature();
        app.MapNetworksFeature();
        app.MapMachinesFeature();
        app.MapProvisioningFeature();
        app.MapMetricsFeature();
        app.MapStorageFeature();
        app.MapTasksFeature();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(
            circuits => circuits.ContentSecurityFrameAncestorsPolicy = SecurityHeaders.FrameAncestors).WithStaticAssets();
    }

    [LoggerMessage(1401, LogLevel.Warning, "The setting {Key} is not known and does nothing; known there: {Known}")]
    private static partial void Unread(ILogger log, string key, string known);

    [LoggerMessage(1402, LogLevel.Warning, "Every user of this machine may read {File}, which holds the private key of the certificate: chmod o-r takes that from them")]
    private static partial void OpenKey(ILogger log, string file);
}

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WebConsole.Features.Consoles;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;

namespace WebConsole.Tests.Consoles;

/// <summary>The console hub on a real port, with guests played by the test and one machine in the inventory.</summary>
internal sealed class ConsoleServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ConsoleServer(WebApplication app) => _app = app;

    public static MachineId Machine { get; } = new("local", Guid.Parse("6f0b8f4a-4a51-4d4b-9b33-0d2a5a0c7f11"));

    public ScriptedConsoles Guests => (ScriptedConsoles)_app.Services.GetRequiredService<IConsoleSource>();

    public SwitchedSessionWatch Sessions => (SwitchedSessionWatch)_app.Services.GetRequiredService<ISessionWatch>();

    public RecordedLog Log { get; private init; } = null!;

    public Uri Url => new(_app.Urls.First());

    public static async Task<ConsoleServer> StartAsync(CancellationToken cancellationToken, ConsoleOptions? limits = null)
    {
        var log = new RecordedLog();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(log);
        AddServices(builder.Services);
        if (limits is not null)
            builder.Services.AddSingleton(Microsoft.Extensions.Options.Options.Create(limits));
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapConsolesFeature();
        app.Services.GetRequiredService<InventoryStore>().Update(AddMachine);
        await app.StartAsync(cancellationToken);
        return new ConsoleServer(app) { Log = log };
    }

    /// <summary>A signed-in SignalR client, as another program or a forged page would use it.</summary>
    public async Task<HubConnection> ConnectAsync(string user, Role role, CancellationToken cancellationToken)
    {
        var connection = Connection(HeaderAuthentication.Value(user, role)).AddMessagePackProtocol().Build();
        await connection.StartAsync(cancellationToken);
        return connection;
    }

    public IHubConnectionBuilder Connection(string? user) => new HubConnectionBuilder().WithUrl(new Uri(Url, AppUrls.ConsoleHub), options =>
    {
        options.Transports = Microsoft.AspNetCore.Http.Connections.HttpTransportType.WebSockets;
        options.SkipNegotiation = true;
        if (user is not null)
            options.Headers[HeaderAuthentication.Header] = user;
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static void AddServices(IServiceCollection services)
    {
        services.AddAuthentication(HeaderAuthentication.Name).AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>(HeaderAuthentication.Name, null);
        services.AddAuthorization(Policies.Add);
        services.AddSignalR().AddMessagePackProtocol();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<InventoryStore>();
        services.AddConsolesFeature();
        services.AddSingleton<IConsoleSource, ScriptedConsoles>();
        services.AddSingleton<ISessionWatch, SwitchedSessionWatch>();
    }

    private static InventorySnapshot AddMachine(InventorySnapshot snapshot) => snapshot with
    {
        Hosts = [new HostStatus { Name = Machine.Host, Uri = "qemu:///system", Connection = ConnectionState.Connected },
            new HostStatus { Name = "away", Uri = "qemu:///system", Connection = ConnectionState.Connecting }],
        Machines = snapshot.Machines.Add(Machine, new Machine { Id = Machine, Name = "web-01", State = MachineState.Running, Xml = "<domain/>" }),
    };
}

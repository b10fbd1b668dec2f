using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Features.Consoles;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using WebConsole.Security.Sessions;
using WebConsole.Tests.Support;

namespace WebConsole.Tests.Consoles;

/// <summary>The real application with guests simulated by the test, and one machine in the inventory.</summary>
internal sealed class ConsoleServer : IAsyncDisposable
{
    private readonly TestApplication _app;

    private ConsoleServer(TestApplication app) => _app = app;

    public static MachineId Machine { get; } = new("scripted", Guid.Parse("6f0b8f4a-4a51-4d4b-9b33-0d2a5a0c7f11"));

    public ScriptedConsoles Guests => (ScriptedConsoles)_app.Services.GetRequiredService<IConsoleSource>();

    public Uri Hub => new(_app.Address, AppUrls.ConsoleHub);

    /// <summary>The content of the audit log.</summary>
    public string Audit => string.Concat(Directory.GetFiles(StateDirectory.Logs(_app.StateDirectory), "audit-*").Select(ReadShared));

    public static async Task<ConsoleServer> StartAsync(params string[] settings)
    {
        var app = await TestApplication.StartAsync(builder => builder.Services.AddSingleton<IConsoleSource, ScriptedConsoles>(), null, settings);
        app.Services.GetRequiredService<InventoryStore>().Update(AddMachine);
        return new ConsoleServer(app);
    }

    public Session SignIn(string user, Role role) => _app.Begin(role, user);

    /// <summary>Signs <paramref name="user"/> out everywhere.</summary>
    public void End(string user)
    {
        var sessions = _app.Services.GetRequiredService<SessionRegistry>();
        foreach (var session in sessions.Current.Where(session => session.User == user))
            sessions.End(session.Id, "a test says so");
    }

    public string CookieOf(Session session) => _app.CookieOf(session);

    public IHubConnectionBuilder Connection(Session? session) => Connection(_app, session);

    /// <summary>A SignalR client, as another program or a forged page would use it.</summary>
    public static IHubConnectionBuilder Connection(TestApplication app, Session? session) =>
        new HubConnectionBuilder().AddMessagePackProtocol().WithUrl(new Uri(app.Address, AppUrls.ConsoleHub), options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.SkipNegotiation = true;
            options.Headers["Origin"] = app.Address.GetLeftPart(UriPartial.Authority);
            if (session is not null)
                options.Headers["Cookie"] = app.CookieOf(session);
        });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static InventorySnapshot AddMachine(InventorySnapshot snapshot) => snapshot with
    {
        Hosts =
        [
            .. snapshot.Hosts,
            new HostStatus { Name = Machine.Host, Uri = "qemu:///system", Connection = ConnectionState.Connected },
            new HostStatus { Name = "away", Uri = "qemu:///system", Connection = ConnectionState.Connecting },
        ],
        Machines = snapshot.Machines.Add(Machine, new Machine { Id = Machine, Name = "web-01", State = MachineState.Running, Xml = "<domain/>" }),
    };

    private static string ReadShared(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }
}

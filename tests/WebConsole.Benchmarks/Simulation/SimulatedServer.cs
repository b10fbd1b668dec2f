using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using WebConsole.Benchmarks.Consoles;
using WebConsole.EndToEnd.Support;
using WebConsole.Features.Consoles;
using WebConsole.Hosting;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Hypervisor.Metrics;
using WebConsole.Security.SignIn;

namespace WebConsole.Benchmarks.Simulation;

/// <summary>
/// The product's host in a process of its own, with simulated machines. Only the source of statistics, the inventory's
/// collector and the guest's end of a console are replaced.
/// </summary>
internal static class SimulatedServer
{
    /// <summary>The command-line argument that makes this program the server.</summary>
    public const string Word = "simulate";

    private const string SentPath = "/bench/sent";
    private const string HeapPath = "/bench/heap";
    private const string DrawnPath = "/bench/drawn";
    private const string ChangePath = "/bench/change/";
    private const string RfbPort = "Bench:RfbPort";

    /// <summary>Runs until it is killed.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var traffic = new Traffic();
        using var renders = new RenderMeter();
        await using var app = WebConsoleHost.Build([.. args, "--host", $"{SimulatedMachines.Host}=test:///default"], builder => Adjust(builder, traffic));
        app.MapGet(SentPath, () => traffic.Sent).AllowAnonymous();
        app.MapGet(HeapPath, LiveHeap).AllowAnonymous();
        app.MapGet(DrawnPath, () => renders.Drawn).AllowAnonymous();
        var inventory = app.Services.GetRequiredService<InventoryStore>();
        var changes = new SimulatedChanges(inventory);
        app.MapGet(ChangePath + "{what}", changes.Begin).AllowAnonymous();
        inventory.Update(snapshot => SimulatedResources.AddTo(SimulatedMachines.AddTo(snapshot)));
        await app.StartAsync();
        _ = changes.RunAsync();
        Console.WriteLine(app.Urls.First() + AppUrls.SignInLink(app.Services.GetRequiredService<SignInLinks>().Create()));
        await app.WaitForShutdownAsync();
        return 0;
    }

    /// <param name="rfbPort">The port of the guests' end of graphical consoles.</param>
    public static Task<Product> StartAsync(int rfbPort = 0) =>
        Product.StartAsync(typeof(SimulatedServer).Assembly.Location, Ports.Free(), stateDirectory: null, [Word, $"--{RfbPort}={rfbPort}"]);

    /// <summary>Bytes that the server's sockets have sent since it began.</summary>
    public static Task<long> SentAsync(Product server) => AskAsync(server, SentPath);

    /// <summary>Bytes of the server's heap that are in use.</summary>
    public static Task<long> HeapAsync(Product server) => AskAsync(server, HeapPath);

    /// <summary>How often its circuits have drawn since it began.</summary>
    public static Task<long> DrawnAsync(Product server) => AskAsync(server, DrawnPath);

    /// <summary>Has it change one object of a kind from now on, or nothing; returns how many changes it has made.</summary>
    public static Task<long> ChangeAsync(Product server, string what) => AskAsync(server, ChangePath + what);

    private static void Adjust(WebApplicationBuilder builder, Traffic traffic)
    {
        var services = builder.Services;
        services.Remove(services.Single(service => service.ImplementationType == typeof(ConnectionSupervisor)));
        services.Replace(ServiceDescriptor.Singleton<IStatisticsSource, SimulatedStatistics>());
        services.Replace(ServiceDescriptor.Singleton<IConsoleSource>(new SocketConsoles(builder.Configuration.GetValue<int>(RfbPort))));
        services.Configure<KestrelServerOptions>(kestrel => kestrel.ConfigureEndpointDefaults(traffic.CountOn));
    }

    private static long LiveHeap()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static async Task<long> AskAsync(Product server, string path)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        return long.Parse(await client.GetStringAsync(server.Url + path), System.Globalization.CultureInfo.InvariantCulture);
    }
}

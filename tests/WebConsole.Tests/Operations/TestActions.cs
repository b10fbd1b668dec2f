using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Machines;
using WebConsole.Features.Networks;
using WebConsole.Features.Storage;
using WebConsole.Features.Storage.Uploads;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Capabilities;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Forwards;
using WebConsole.Hypervisor.HostCheck;
using WebConsole.Hypervisor.HostInterfaces;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;

namespace WebConsole.Tests.Operations;

/// <summary>The product's actions, as its features register them.</summary>
internal static class TestActions
{
    public static ActionRegistry Registry { get; } = Build();

    /// <summary>The names of a machine's actions without arguments, but those that its guest's agent does.</summary>
    public static string[] OfMachines { get; } = [.. Registry.Of(ObjectKind.Machine).Where(action => action is { Arguments: null, Tab: null }).Select(action => action.Word)];

    public static Operation Create(string word, Machine machine, HostStatus host) => Registry.Find(ObjectKind.Machine, word)!.Create(machine, host);

    /// <summary>The names of the actions that a user with <paramref name="role"/> is offered.</summary>
    public static string[] For(ISubject subject, Role? role) =>
        [.. Registry.Offer(subject, right => new RoleAccess(null!).May(TestUsers.With(role), right, subject.Id)).Now.Select(action => action.Word)];

    private static ActionRegistry Build()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddMachinesFeature();
        services.AddNetworksFeature();
        services.AddStorageFeature();
        services.AddSingleton(new InventoryStore());
        services.AddSingleton(new HypervisorGateway([], TimeProvider.System));
        services.AddSingleton(new MachineEdges());
        services.AddSingleton(new HostInterfaceStore(new InventoryStore(), new InterfaceFiles(new HostFiles("/nonexistent"), new InterfaceAddresses()), null!, TimeProvider.System));
        services.AddSingleton<NetworkChanges>();
        services.AddSingleton(new ForwardPlaces { Run = "/nonexistent", Hook = "/nonexistent", Helper = "/nonexistent" });
        services.AddSingleton(new HostFiles("/nonexistent"));
        services.AddSingleton(provider => new HostPorts(provider.GetRequiredService<HostFiles>(), provider.GetRequiredService<IConfiguration>()) { Addresses = () => ["192.0.2.5"] });
        services.AddSingleton<ForwardReader>();
        services.AddSingleton<ForwardHelper>();
        services.AddSingleton(new TaskDatabase(null, TimeProvider.System, NullLogger<TaskDatabase>.Instance));
        services.AddSingleton(new DomainCapabilitiesKeeper(null!, new InventoryStore()));
        services.AddSingleton(new DefinitionEditor(null!, null!, null!));
        services.AddSingleton(new PoolDirectories(new InventoryStore(), new WebConsoleOptions { StateDirectory = "/var/lib/webconsole" }));
        services.AddSingleton(new UploadRegister(new UploadFiles(new WebConsoleOptions { StateDirectory = Directory.CreateTempSubdirectory("webconsole-tests-").FullName }, NullLogger<UploadFiles>.Instance), TimeProvider.System));
        services.AddSingleton<ActionRegistry>();
        return services.BuildServiceProvider().GetRequiredService<ActionRegistry>();
    }
}

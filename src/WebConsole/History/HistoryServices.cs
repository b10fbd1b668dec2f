using WebConsole.History.Commands;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.History;

internal static class HistoryServices
{
    public static void AddHistory(this IServiceCollection services)
    {
        services.AddOptions<HistoryOptions>().BindConfiguration(HistoryOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new HistoryDatabase(StateDirectory.History(provider.GetRequiredService<WebConsoleOptions>().StateDirectory),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<HistoryDatabase>>()));
        services.AddSingleton<HistoryStore>();
        services.AddHostedService<DefinitionWatch>();
        AddRestore<Machine>(services, machine => machine.Persistent);
        AddRestore<Network>(services, network => network.Persistent);
        AddRestore<StoragePool>(services, pool => pool.Persistent);
        AddRestore<NetworkFilter>(services, _ => true);
        services.AddSingleton(provider => RestoreDeleted.AsAction(provider.GetRequiredService<HistoryStore>()));
    }

    private static void AddRestore<T>(IServiceCollection services, Func<T, bool> isPersistent) where T : ISubjectType =>
        services.AddSingleton(provider => RestoreDefinition.AsAction(isPersistent, provider.GetRequiredService<HistoryStore>(), provider.GetRequiredService<DefinitionEditor>()));
}

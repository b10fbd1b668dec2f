using WebConsole.Actions;
using WebConsole.Appliances.Images;
using WebConsole.CloudInit;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Exports;
using WebConsole.Features.Provisioning.Forms;
using WebConsole.Features.Provisioning.Imports;
using WebConsole.Features.Provisioning.Presets;
using WebConsole.Features.Provisioning.Setup;
using WebConsole.Features.Provisioning.Trees;
using WebConsole.Hosting;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Storage.Fetching;

namespace WebConsole.Features.Provisioning;

internal static class ProvisioningFeature
{
    public static void AddProvisioningFeature(this IServiceCollection services)
    {
        services.AddSingleton(provider => new IsoWriter(provider.GetRequiredService<WebConsoleOptions>().StateDirectory));
        services.AddSingleton(provider => new ImageConversions(provider.GetRequiredService<WebConsoleOptions>().StateDirectory));
        services.AddSingleton(new ExportReaders(ExportReaders.Usual));
        services.AddSingleton(provider => new InstallTrees(provider.GetRequiredService<FetchClient>(), provider.GetRequiredService<FetchAddresses>()));
        services.AddSingleton<MachinePlanner>();
        services.AddSingleton<VolumeChoicesStore>();
        services.AddTransient<MachineForm>();
        services.AddSingleton<PresetStore>();
        services.AddSingleton<MachinePresets>();
        services.AddSingleton(provider => CopyMachine.AsAction(provider.GetRequiredService<MachinePlanner>()));
        services.AddSingleton(provider => CreateContainer.AsAction(provider.GetRequiredService<PoolDirectories>()));
        services.AddActions(ImportDefinition.AsAction);
        services.AddSingleton(provider => CreateMachine.AsAction(provider.GetRequiredService<MachinePlanner>()));
        services.AddSingleton(provider => StartEmulated.AsAction(provider.GetRequiredService<DefinitionEditor>()));
        services.AddSingleton(provider => FinishSetup.AsAction(provider.GetRequiredService<DefinitionEditor>()));
        services.AddSingleton(provider => new SetupWatch(provider.GetRequiredService<TimeProvider>(), SetupWatch.Grace));
        services.AddHostedService<SetupKeeper>();
    }

    public static void MapProvisioningFeature(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPresets();
        endpoints.MapImportApi();
        endpoints.MapExportApi();
    }
}

using WebConsole.Actions;
using WebConsole.Actions.Definitions;
using WebConsole.Features.Machines.Boots;
using WebConsole.Features.Machines.Commands;
using WebConsole.Features.Machines.Devices;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Features.Machines.Devices.Jobs;
using WebConsole.Features.Machines.Displays;
using WebConsole.Features.Machines.Guest;
using WebConsole.Features.Machines.Guest.Commands;
using WebConsole.Features.Machines.Reach;
using WebConsole.Hardware;
using WebConsole.Hosting;
using WebConsole.Hypervisor.Capabilities;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines;

internal static class MachinesFeature
{
    public static void AddMachinesFeature(this IServiceCollection services)
    {
        services.AddActions(
            StartMachine.AsAction, ResumeMachine.AsAction, WakeUpMachine.AsAction, ShutDownMachine.AsAction, RebootMachine.AsAction, RestartMachine.AsAction, PauseMachine.AsAction,
            SaveMachine.AsAction, DiscardSavedState.AsAction, StartWithFreshVariables.AsAction);
        services.AddSingleton(provider => EditMachine.AsAction(provider.GetRequiredService<DefinitionEditor>(), provider.GetRequiredService<HostOffers>()));
        services.AddActions(RenameMachine.AsAction);
        services.AddSingleton<HostPages>();
        services.AddSingleton<HostOffers>();
        services.AddDeviceActions();
        services.AddSingleton(provider => RevertPending.AsAction(provider.GetRequiredService<DefinitionEditor>(), provider.GetRequiredService<LentPasswords>()));
        services.AddSingleton(provider => EditDefinition.AsAction<Machine>(provider.GetRequiredService<DefinitionEditor>(),
            machine => machine.Persistent ? machine.InactiveXml ?? machine.Xml : null, machine => AppUrls.Machine(machine.Id, "xml")));
        services.AddGuestActions();
        foreach (var enabled in new[] { true, false })
            services.AddSingleton(provider => SetAutostart.AsAction(provider.GetRequiredService<DefinitionEditor>(), enabled));
        services.AddBootStarts();
        services.AddActions(InjectNmi.AsAction, ResetMachine.AsAction, ForceOffMachine.AsAction, DeleteMachine.AsAction);
    }

    private static void AddBootStarts(this IServiceCollection services)
    {
        services.AddSingleton(provider => new KnownBoots(provider.GetRequiredService<WebConsoleOptions>().StateDirectory, provider.GetRequiredService<ILogger<KnownBoots>>()));
        services.AddHostedService<BootStartKeeper>();
    }

    private static void AddGuestActions(this IServiceCollection services)
    {
        services.AddSingleton<FrozenGuests>();
        services.AddSingleton<GuestRuns>();
        services.AddSingleton<GuestParts>();
        services.AddHostedService<FrozenGuestKeeper>();
        services.AddActions(SyncTime.AsAction, TrimFileSystems.AsAction);
        services.AddSingleton(provider => FreezeFileSystems.AsAction(provider.GetRequiredService<FrozenGuests>()));
        services.AddSingleton(provider => ThawFileSystems.AsAction(provider.GetRequiredService<FrozenGuests>()));
        services.AddActions(SetGuestPassword.AsAction, SetGuestKeys.AsAction);
        services.AddSingleton(provider => RunProgram.AsAction(provider.GetRequiredService<GuestRuns>()));
    }

    private static void AddDeviceActions(this IServiceCollection services)
    {
        services.AddSingleton<DevicePlanner>();
        services.AddSingleton<LentPasswords>();
        services.AddSingleton<CardAddresses>();
        services.AddScoped<CardPaths>();
        foreach (var action in (Func<DevicePlanner, ObjectAction>[])[AddDevice.AsAction, EditDevice.AsAction, InsertMedium.AsAction, planner => EjectMedium.AsAction(planner, force: false), planner => EjectMedium.AsAction(planner, force: true),
            MoveDisk.AsAction, FlattenDisk.AsAction, MergeDisk.AsAction, LimitDiskJob.AsAction, planner => EndDiskJob.AsAction(planner, finishes: true), planner => EndDiskJob.AsAction(planner, finishes: false), RemoveDevice.AsAction, ReplaceSpice.AsAction])
            services.AddSingleton(provider => action(provider.GetRequiredService<DevicePlanner>()));
    }

    public static void MapMachinesFeature(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMachinesApi();
        endpoints.MapGuestApi();
        endpoints.MapCardPathApi();
        endpoints.MapViewerFile();
    }
}

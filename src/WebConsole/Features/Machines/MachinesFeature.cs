using WebConsole.Actions;
using WebConsole.Actions.Definitions;
using WebConsole.Features.Machines.Commands;
using WebConsole.Features.Machines.Devices;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Hardware;
using WebConsole.Hosting;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines;

internal static class MachinesFeature
{
    public static void AddMachinesFeature(this IServiceCollection services)
    {
        services.AddActions(
            StartMachine.AsAction, ResumeMachine.AsAction, WakeUpMachine.AsAction, ShutDownMachine.AsAction, RebootMachine.AsAction, PauseMachine.AsAction,
            SaveMachine.AsAction, DiscardSavedState.AsAction, StartWithFreshVariables.AsAction);
        services.AddSingleton(provider => EditMachine.AsAction(provider.GetRequiredService<DefinitionEditor>(), provider.GetRequiredService<HostOffers>()));
        services.AddSingleton<HostOffers>();
        services.AddDeviceActions();
        services.AddSingleton(provider => RevertPending.AsAction(provider.GetRequiredService<DefinitionEditor>()));
        services.AddSingleton(provider => EditDefinition.AsAction<Machine>(provider.GetRequiredService<DefinitionEditor>(),
            machine => machine.Persistent ? machine.InactiveXml ?? machine.Xml : null, machine => AppUrls.Machine(machine.Id, "xml")));
        services.AddActions(SetAutostart.On, SetAutostart.Off, InjectNmi.AsAction, ResetMachine.AsAction, ForceOffMachine.AsAction, DeleteMachine.AsAction);
    }

    private static void AddDeviceActions(this IServiceCollection services)
    {
        services.AddSingleton<DevicePlanner>();
        foreach (var action in (Func<DevicePlanner, ObjectAction>[])[AddDevice.AsAction, EditDevice.AsAction, InsertMedium.AsAction, planner => EjectMedium.AsAction(planner, force: false), planner => EjectMedium.AsAction(planner, force: true), RemoveDevice.AsAction])
            services.AddSingleton(provider => action(provider.GetRequiredService<DevicePlanner>()));
    }

    public static void MapMachinesFeature(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMachinesApi();
        endpoints.MapViewerFile();
    }
}

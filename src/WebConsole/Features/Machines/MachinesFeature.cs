using WebConsole.Actions;
using WebConsole.Features.Machines.Commands;
using WebConsole.Hypervisor.Definitions;

namespace WebConsole.Features.Machines;

internal static class MachinesFeature
{
    public static void AddMachinesFeature(this IServiceCollection services)
    {
        services.AddActions(
            StartMachine.AsAction, ResumeMachine.AsAction, WakeUpMachine.AsAction, ShutDownMachine.AsAction, RebootMachine.AsAction, PauseMachine.AsAction,
            SaveMachine.AsAction, DiscardSavedState.AsAction);
        services.AddSingleton(provider => EditMachine.AsAction(provider.GetRequiredService<DefinitionEditor>()));
        services.AddActions(SetAutostart.On, SetAutostart.Off, InjectNmi.AsAction, ResetMachine.AsAction, ForceOffMachine.AsAction, DeleteMachine.AsAction);
    }

    public static void MapMachinesFeature(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMachinesApi();
        endpoints.MapViewerFile();
    }
}

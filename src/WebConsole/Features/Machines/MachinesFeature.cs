using WebConsole.Actions;
using WebConsole.Features.Machines.Commands;

namespace WebConsole.Features.Machines;

internal static class MachinesFeature
{
    public static void AddMachinesFeature(this IServiceCollection services) => services.AddActions(
        StartMachine.AsAction, ResumeMachine.AsAction, WakeUpMachine.AsAction, ShutDownMachine.AsAction, RebootMachine.AsAction, PauseMachine.AsAction,
        SaveMachine.AsAction, DiscardSavedState.AsAction, SetAutostart.On, SetAutostart.Off, InjectNmi.AsAction, ResetMachine.AsAction, ForceOffMachine.AsAction);

    public static void MapMachinesFeature(this IEndpointRouteBuilder endpoints) => endpoints.MapMachinesApi();
}

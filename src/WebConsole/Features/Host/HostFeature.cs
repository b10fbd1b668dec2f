using WebConsole.Actions;
using WebConsole.Features.Host.Commands;
using WebConsole.Hypervisor.HostDevices;

namespace WebConsole.Features.Host;

internal static class HostFeature
{
    public static void AddHostFeature(this IServiceCollection services)
    {
        foreach (var action in (Func<HostDuties, ObjectAction>[])[CreateMediatedDevice.AsAction, StartMediatedDevice.AsAction, duties => SetMediatedAutostart.AsAction(duties, enabled: true), duties => SetMediatedAutostart.AsAction(duties, enabled: false),
            ReattachDevice.AsAction, DetachDevice.AsAction, ResetDevice.AsAction, StopMediatedDevice.AsAction, DeleteMediatedDevice.AsAction])
            services.AddSingleton(provider => action(provider.GetRequiredService<HostDuties>()));
    }

    public static void MapHostFeature(this IEndpointRouteBuilder endpoints) => endpoints.MapHostDevicesApi();
}

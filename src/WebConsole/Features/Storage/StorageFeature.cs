using WebConsole.Actions;
using WebConsole.Features.Storage.Commands;

namespace WebConsole.Features.Storage;

internal static class StorageFeature
{
    public static void AddStorageFeature(this IServiceCollection services) => services.AddActions(
        CreatePool.AsAction, StartPool.AsAction, RefreshPool.AsAction, StopPool.AsAction, SetPoolAutostart.On, SetPoolAutostart.Off, DeletePool.AsAction,
        ResizeVolume.AsAction, CopyVolume.AsAction);

    public static void MapStorageFeature(this IEndpointRouteBuilder endpoints) => endpoints.MapStorageApi();
}

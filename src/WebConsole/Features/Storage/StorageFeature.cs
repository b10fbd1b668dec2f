using WebConsole.Actions;
using WebConsole.Actions.Definitions;
using WebConsole.Features.Storage.Commands;
using WebConsole.Features.Storage.Fetching;
using WebConsole.Features.Storage.Images;
using WebConsole.Storage.Kinds;
using WebConsole.Features.Storage.Uploads;
using WebConsole.Hosting;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Storage;

internal static class StorageFeature
{
    public static void AddStorageFeature(this IServiceCollection services)
    {
        services.AddSingleton<PoolSources>();
        services.AddSingleton<OwnerNames>();
        services.AddSingleton(provider => CreatePool.AsAction(provider.GetRequiredService<PoolDirectories>()));
        services.AddActions(StartPool.AsAction, RefreshPool.AsAction, StopPool.AsAction, SetPoolAutostart.On, SetPoolAutostart.Off, BuildPool.AsAction);
        services.AddSingleton(provider => EditPool.AsAction(provider.GetRequiredService<PoolDirectories>(), provider.GetRequiredService<DefinitionEditor>()));
        services.AddSingleton(provider => EditDefinition.AsAction<StoragePool>(provider.GetRequiredService<DefinitionEditor>(),
            pool => pool.Persistent ? pool.InactiveXml ?? pool.Xml : null, pool => AppUrls.StoragePool(pool.Host, pool.Uuid, "xml")));
        services.AddSingleton(provider => DeletePool.AsAction(provider.GetRequiredService<PoolDirectories>()));
        services.AddUploads();
        services.AddFetching();
        services.AddOsArchives();
        services.AddActions(CreateVolume.AsAction, ResizeVolume.AsAction, CopyVolume.AsAction);
        services.AddSingleton(provider => MoveVolume.AsAction(provider.GetRequiredService<DefinitionEditor>()));
        services.AddActions(WipeVolume.AsAction, DeleteVolume.AsAction);
    }

    public static void MapStorageFeature(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapStorageApi();
        endpoints.MapOsInfoApi();
    }
}

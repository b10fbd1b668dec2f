using WebConsole.Actions;
using WebConsole.Actions.Definitions;
using WebConsole.Features.Networks.Addresses;
using WebConsole.Features.Networks.Commands;
using WebConsole.Features.Networks.Editing;
using WebConsole.Features.Networks.Filters;
using WebConsole.Features.Networks.Forwards;
using WebConsole.Features.Networks.Interfaces;
using WebConsole.Features.Networks.Interfaces.Commands;
using WebConsole.Hosting;
using WebConsole.Hypervisor.Definitions;
using Network = WebConsole.Hypervisor.Inventory.Network;

namespace WebConsole.Features.Networks;

internal static class NetworksFeature
{
    public static void AddNetworksFeature(this IServiceCollection services)
    {
        services.AddSingleton<HostNetworks>();
        services.AddSingleton(provider => CreateNetwork.AsAction(provider.GetRequiredService<HostNetworks>()));
        services.AddActions(StartNetwork.AsAction, StopNetwork.AsAction, SetNetworkAutostart.On, SetNetworkAutostart.Off, FixAddress.AsAction, FreeAddress.AsAction);
        services.AddSingleton(provider => EditDefinition.AsAction<Network>(provider.GetRequiredService<DefinitionEditor>(),
            network => network.Persistent ? network.InactiveXml ?? network.Xml : null, network => AppUrls.Network(network.Host, network.Uuid, "xml")));
        services.AddSingleton(provider => EditNetwork.AsAction(provider.GetRequiredService<DefinitionEditor>(), provider.GetRequiredService<HostNetworks>()));
        services.AddSingleton(provider => RestartNetwork.AsAction(provider.GetRequiredService<HostNetworks>()));
        services.AddSingleton(provider => RevertNetwork.AsAction(provider.GetRequiredService<DefinitionEditor>()));
        services.AddActions(DeleteNetwork.AsAction);
        services.AddSingleton<BridgeServices>();
        foreach (var action in (Func<BridgeServices, ObjectAction>[])[MakeBridge.AsAction, ChangeBridge.AsAction, RemoveBridge.AsAction, KeepNetworkChange.AsAction])
            services.AddSingleton(provider => action(provider.GetRequiredService<BridgeServices>()));
        services.AddFilters();
        services.AddForwards();
    }

    public static void MapNetworksFeature(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapNetworksApi();
        endpoints.MapHostInterfacesApi();
        endpoints.MapFilters();
        endpoints.MapForwards();
    }
}

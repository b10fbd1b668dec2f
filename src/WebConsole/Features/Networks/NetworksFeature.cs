using WebConsole.Actions.Definitions;
using WebConsole.Hosting;
using WebConsole.Hypervisor.Definitions;
using Network = WebConsole.Hypervisor.Inventory.Network;

namespace WebConsole.Features.Networks;

internal static class NetworksFeature
{
    public static void AddNetworksFeature(this IServiceCollection services) =>
        services.AddSingleton(provider => EditDefinition.AsAction<Network>(provider.GetRequiredService<DefinitionEditor>(),
            network => network.Persistent ? network.InactiveXml ?? network.Xml : null, network => AppUrls.Network(network.Host, network.Uuid, "xml")));
}

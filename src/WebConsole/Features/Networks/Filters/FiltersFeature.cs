using WebConsole.Actions;
using WebConsole.Actions.Definitions;
using WebConsole.Features.Networks.Filters.Commands;
using WebConsole.Hosting;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Networks.Filters;

internal static class FiltersFeature
{
    public static void AddFilters(this IServiceCollection services)
    {
        services.AddActions(CreateFilter.AsAction, DeleteFilter.AsAction);
        services.AddSingleton(provider => EditDefinition.AsAction<NetworkFilter>(provider.GetRequiredService<DefinitionEditor>(), filter => filter.Xml, filter => AppUrls.Filter(filter.Host, filter.Uuid, "xml")));
    }
}

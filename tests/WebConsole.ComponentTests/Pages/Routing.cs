using System.Reflection;
using Microsoft.AspNetCore.Components;
using WebConsole.ComponentTests.Support;

namespace WebConsole.ComponentTests.Pages;

/// <summary>Every page of the product with a circuit, taken from its route table.</summary>
internal static class Routing
{
    /// <summary>URLs of all pages, with the first machine, the network, the filter, the pool and the volume of the test inventory.</summary>
    public static IEnumerable<string> Urls => typeof(WebConsole.Components.Routes).Assembly.GetTypes()
        .Where(type => type.GetCustomAttribute<ExcludeFromInteractiveRoutingAttribute>() is null)
        .SelectMany(type => type.GetCustomAttributes<RouteAttribute>())
        .SelectMany(route => Fill(route.Template))
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Fill(string template)
    {
        var uuid = template.StartsWith("/networks", StringComparison.Ordinal) ? TestInventory.NetworkId
            : template.StartsWith("/filters", StringComparison.Ordinal) ? TestInventory.FilterId
            : template.StartsWith("/storage", StringComparison.Ordinal) ? TestInventory.PoolId
            : TestInventory.Id(1).Uuid;
        var url = template.Replace("{Host}", TestInventory.HostName, StringComparison.Ordinal)
            .Replace("{Uuid:guid}", uuid.ToString("D"), StringComparison.Ordinal).Replace("{Name}", TestInventory.VolumeName, StringComparison.Ordinal).Replace("{Kind}", "machine", StringComparison.Ordinal);
        return TabsOf(template).Select(tab => url + tab);
    }

    private static string[] TabsOf(string template) => template switch
    {
        "/machines/{Host}/{Uuid:guid}" => ["", "?tab=console", "?tab=hardware", "?tab=xml", "?tab=history", "?tab=tasks", "?tab=nonsense"],
        "/storage/{Host}/{Uuid:guid}" or "/networks/{Host}/{Uuid:guid}" or "/filters/{Host}/{Uuid:guid}" => ["", "?tab=xml", "?tab=history", "?tab=nonsense"],
        "/storage/{Host}/{Uuid:guid}/volumes/{Name}" => ["", "?tab=tasks", "?tab=nonsense"],
        "/host" => ["", "?tab=capabilities", "?tab=devices", "?host=nowhere"],
        "/machines" => ["", "?q=state:running", "?sort=-cpu", "?host=nowhere"],
        _ => [""],
    };
}

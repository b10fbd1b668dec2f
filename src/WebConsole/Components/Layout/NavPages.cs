using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;
using WebConsole.Hosting;

namespace WebConsole.Components.Layout;

/// <summary>The pages of the navigation and of the palette, in their order.</summary>
public static class NavPages
{
    public static IReadOnlyList<NavPage> All { get; } =
    [
        new("overview", "Overview", AppUrls.Overview, Icons.Material.Outlined.SpaceDashboard) { OnPhone = true, Match = NavLinkMatch.All },
        new("machines", "Machines", AppUrls.Machines, Icons.Material.Outlined.DesktopWindows) { OnPhone = true, BeginsGroup = true },
        new("storage", "Storage", AppUrls.Storage, Icons.Material.Outlined.Storage),
        new("images", "Images", AppUrls.Images, Icons.Material.Outlined.Album),
        new("networks", "Networks", AppUrls.Networks, Icons.Material.Outlined.Lan),
        new("host", "Host", AppUrls.Host, Icons.Material.Outlined.Dns),
        new("tasks", "Tasks", AppUrls.Tasks, Icons.Material.Outlined.Checklist) { OnPhone = true, BeginsGroup = true },
        new("accounts", "Accounts", AppUrls.Accounts, Icons.Material.Outlined.People) { BeginsGroup = true },
    ];
}

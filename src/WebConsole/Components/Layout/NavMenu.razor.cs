using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;
using WebConsole.Hosting;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Components.Layout;

public sealed partial class NavMenu
{
    private static readonly Page[] Pages =
    [
        new("overview", "Overview", AppUrls.Overview, Icons.Material.Outlined.SpaceDashboard, Match: NavLinkMatch.All),
        new("machines", "Machines", AppUrls.Machines, Icons.Material.Outlined.DesktopWindows, snapshot => snapshot.Machines.Count),
        new("storage", "Storage", AppUrls.Storage, Icons.Material.Outlined.Storage, snapshot => snapshot.StoragePools.Count),
        new("networks", "Networks", AppUrls.Networks, Icons.Material.Outlined.Lan, snapshot => snapshot.Networks.Count),
        new("host", "Host", AppUrls.Host, Icons.Material.Outlined.Dns),
    ];

    private InventorySnapshot _snapshot = InventorySnapshot.Empty;

    protected override TimeSpan Pace => TimeSpan.FromMilliseconds(250);

    protected override void OnInitialized()
    {
        Listen(handler => Inventory.Changed += handler, handler => Inventory.Changed -= handler);
        _snapshot = Inventory.Current;
    }

    protected override bool Refresh()
    {
        _snapshot = Inventory.Current;
        return true;
    }

    private sealed record Page(string Id, string Word, string Url, string Icon,
        Func<InventorySnapshot, int>? Count = null, NavLinkMatch Match = NavLinkMatch.Prefix);
}

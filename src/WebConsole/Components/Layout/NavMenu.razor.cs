using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Components.Layout;

public sealed partial class NavMenu
{
    private InventorySnapshot _snapshot = InventorySnapshot.Empty;
    private NavPage[] _pages = [];

    protected override TimeSpan Pace => TimeSpan.FromMilliseconds(250);

    protected override void OnInitialized()
    {
        _pages =
        [
            new("overview", "Overview", AppUrls.Overview, Icons.Material.Outlined.SpaceDashboard) { OnPhone = true, Match = NavLinkMatch.All },
            new("machines", "Machines", AppUrls.Machines, Icons.Material.Outlined.DesktopWindows) { OnPhone = true, BeginsGroup = true, Count = () => _snapshot.Machines.Count },
            new("storage", "Storage", AppUrls.Storage, Icons.Material.Outlined.Storage) { Count = () => _snapshot.StoragePools.Count },
            new("networks", "Networks", AppUrls.Networks, Icons.Material.Outlined.Lan) { Count = () => _snapshot.Networks.Count },
            new("host", "Host", AppUrls.Host, Icons.Material.Outlined.Dns),
            new("tasks", "Tasks", AppUrls.Tasks, Icons.Material.Outlined.Checklist) { OnPhone = true, BeginsGroup = true, Count = RunningTasks },
            new("accounts", "Accounts", AppUrls.Accounts, Icons.Material.Outlined.People) { BeginsGroup = true },
        ];
        Listen(Inventory, change => change.Touches(ObjectKind.Host) || change.Before.Machines.Count != change.After.Machines.Count
            || change.Before.StoragePools.Count != change.After.StoragePools.Count || change.Before.Networks.Count != change.After.Networks.Count);
        Listen(handler => Tasks.Changed += handler, handler => Tasks.Changed -= handler);
        _snapshot = Inventory.Current;
    }

    protected override bool Refresh()
    {
        _snapshot = Inventory.Current;
        return true;
    }

    // Tasks that have ended are no news.
    private int RunningTasks() => Tasks.Recent.Count(task => task.State.IsActive());

    private static string? ClassOf(NavPage page) => (page.OnPhone, page.BeginsGroup) switch
    {
        (true, true) => "wc-nav-group",
        (true, false) => null,
        (false, true) => "wc-nav-group wc-nav-rest",
        (false, false) => "wc-nav-rest",
    };
}

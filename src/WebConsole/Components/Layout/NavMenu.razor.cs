using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Components.Layout;

public sealed partial class NavMenu
{
    private InventorySnapshot _snapshot = InventorySnapshot.Empty;
    private NavPage[] _pages = [];
    private volatile int _running;

    protected override TimeSpan Pace => TimeSpan.FromMilliseconds(250);

    protected override void OnInitialized()
    {
        _pages = [.. NavPages.All.Select(page => page with { Count = CountOf(page.Id) })];
        Listen(Inventory, change => change.Touches(ObjectKind.Host) || change.Before.Machines.Count != change.After.Machines.Count
            || change.Before.StoragePools.Count != change.After.StoragePools.Count || change.Before.Networks.Count != change.After.Networks.Count);
        // Progress changes tasks many times a second, and what is counted seldom.
        Listen(handler => Tasks.Changed += handler, handler => Tasks.Changed -= handler, () => CountRunning() != _running);
        Read();
    }

    protected override bool Refresh()
    {
        Read();
        return true;
    }

    private void Read()
    {
        _snapshot = Inventory.Current;
        _running = CountRunning();
    }

    private Func<int>? CountOf(string page) => page switch
    {
        "machines" => () => _snapshot.Machines.Count,
        "storage" => () => _snapshot.StoragePools.Count,
        "networks" => () => _snapshot.Networks.Count,
        "tasks" => () => _running,
        _ => null,
    };

    // Ended tasks are not counted.
    private int CountRunning() => Tasks.Recent.Count(task => task.State.IsActive());

    private static string? ClassOf(NavPage page) => (page.OnPhone, page.BeginsGroup) switch
    {
        (true, true) => "wc-nav-group",
        (true, false) => null,
        (false, true) => "wc-nav-group wc-nav-rest",
        (false, false) => "wc-nav-rest",
    };
}

using Bunit;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>A change of an object that is not on a page causes no rendering of the page or its layout.</summary>
public sealed class UnrelatedChangesTests : PageContext
{
    private static readonly (string Host, Guid Uuid) Network = (TestInventory.HostName, TestInventory.NetworkId);
    private static readonly (string Host, Guid Uuid) Pool = (TestInventory.HostName, TestInventory.PoolId);

    private static readonly Dictionary<string, Func<InventorySnapshot, InventorySnapshot>> Changes = new()
    {
        ["another machine's state"] = snapshot => snapshot.Set(TestInventory.Machine(2, "web-02", MachineState.Paused)),
        ["a network"] = snapshot => snapshot with { Networks = snapshot.Networks.SetItem(Network, snapshot.Networks[Network] with { Autostart = false }) },
        ["a pool"] = snapshot => snapshot with { StoragePools = snapshot.StoragePools.SetItem(Pool, snapshot.StoragePools[Pool] with { AvailableBytes = 1 }) },
        ["a volume"] = snapshot => snapshot.WithVolumes(Pool, new PoolVolumes(new StorageVolume("other.qcow2", "/srv/images/other.qcow2", "qcow2", 1, 1))),
        ["a device"] = snapshot => snapshot with { NodeDevices = snapshot.NodeDevices.Clear() },
    };

    [Theory]
    [InlineData("/machines", "a network", "a pool", "a volume", "a device")]
    [InlineData("/machines/local/00000001-0000-0000-0000-000000000001", "another machine's state", "a device")]
    [InlineData("/machines/local/00000001-0000-0000-0000-000000000001/console", "another machine's state", "a network", "a pool", "a volume", "a device")]
    [InlineData("/storage", "another machine's state", "a network", "a volume", "a device")]
    [InlineData("/images", "another machine's state", "a network", "a pool", "a volume", "a device")]
    [InlineData("/networks", "another machine's state", "a pool", "a volume", "a device")]
    [InlineData("/networks/local/00000000-0000-4000-8000-00000000aaaa", "another machine's state", "a pool", "a volume", "a device")]
    [InlineData("/filters", "another machine's state", "a network", "a pool", "a volume", "a device")]
    [InlineData("/storage/local/00000000-0000-4000-8000-00000000bbbb", "another machine's state", "a network", "a device")]
    [InlineData("/host", "another machine's state", "a network", "a pool", "a volume", "a device")]
    [InlineData("/", "a network", "a volume", "a device")]
    public void ChangeOfWhatIsNotShown_DrawsNothing(string url, params string[] changes)
    {
        // A definition that names neither network nor pool, and a pool with space for all that it has promised.
        Inventory.Update(_ => (TestInventory.Full with { StoragePools = TestInventory.Full.StoragePools.SetItem(Pool, TestInventory.Full.StoragePools[Pool] with { CapacityBytes = 1L << 50, AvailableBytes = 1L << 50 }) }).Set(TestInventory.Machine(1, "web-01") with { Xml = "<domain type='kvm'><name>web-01</name></domain>" }));
        var page = Open(url);
        // The host check renders when it has finished, at an unknown time.
        page.WaitForAssertion(() => Assert.DoesNotContain("Looking at the host…", page.Markup, StringComparison.Ordinal));
        Clock.Advance(TimeSpan.FromMilliseconds(900));
        foreach (var change in changes)
        {
            var drawn = page.RenderCount;
            Inventory.Update(Changes[change]);
            // Longer than any update interval, and together shorter than the timers of pages.
            Clock.Advance(TimeSpan.FromMilliseconds(300));
            Assert.Equal((change, drawn), (change, page.RenderCount));
        }
    }

    [Theory]
    [InlineData("/machines", "another machine's state")]
    [InlineData("/storage", "a pool", "a volume")]
    [InlineData("/networks", "a network")]
    [InlineData("/networks/local/00000000-0000-4000-8000-00000000aaaa", "a network")]
    [InlineData("/storage/local/00000000-0000-4000-8000-00000000bbbb", "a pool", "a volume")]
    [InlineData("/", "another machine's state", "a pool", "a volume")]
    [InlineData("/machines/local/00000002-0000-0000-0000-000000000001", "another machine's state")]
    public void ChangeOfWhatIsShown_Draws(string url, params string[] changes)
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open(url);
        Clock.Advance(TimeSpan.FromMilliseconds(900));
        foreach (var change in changes)
        {
            var drawn = page.RenderCount;
            Change(Changes[change]);
            page.WaitForState(() => page.RenderCount > drawn);
        }
    }
}

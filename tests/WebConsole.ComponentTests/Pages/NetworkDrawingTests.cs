using AngleSharp.Dom;
using Bunit;
using WebConsole.Components;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>The drawing of hosts' networks.</summary>
public sealed class NetworkDrawingTests : PageContext
{
    private const string Url = "/networks?tab=drawing";

    [Theory]
    [InlineData(Role.Administrator)]
    [InlineData(Role.Viewer)]
    public void NetworkLeadsToItsMachines_AndEachBoxIsALink(Role role)
    {
        Inventory.Update(_ => WithCards(TestInventory.Full));

        var page = Open(Url, role);

        Assert.Equal($"/networks/{TestInventory.HostName}/{Network.Uuid:D}", Box(page, "default").QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal("running", Box(page, "web-01").QuerySelector(".wc-state")!.GetAttribute("data-state"));
        Assert.Contains("default > web-01", Lines(page));
        // No kernel tells of the host's cards.
        Assert.Equal(["Bridges", "Networks", "Machines"], page.FindAll(".wc-drawing-columns span").Select(column => column.TextContent));
        Assert.Contains(page.FindAll("[data-testid=drawing-tree] bdi"), title => title.TextContent == "web-01");
        Assert.Empty(page.FindAll("[data-testid=legend]"));
    }

    [Fact]
    public async Task Table_HoldsTheSame()
    {
        Inventory.Update(_ => WithCards(TestInventory.Full));
        var page = Open(Url);
        var drawn = Boxes(page).Select(Title).ToArray();

        await page.ClickAsync("[data-testid=as-table]");

        Assert.Equal(drawn, page.FindAll("[data-testid=drawing] tbody tr td:first-child bdi").Select(cell => cell.TextContent));
    }

    [Fact]
    public async Task ManyMachines_AreFolded_AndTheFoldOpens()
    {
        Inventory.Update(_ => WithCards(TestInventory.With(TestInventory.Empty, Enumerable.Range(1, 70).Select(number => TestInventory.Machine(number, $"web-{number:00}")))));
        var page = Open(Url);
        Assert.Equal(10, Boxes(page).Count(box => Title(box).StartsWith("web-", StringComparison.Ordinal)));

        await page.ClickAsync("[data-testid=drawing] button.wc-node");

        Assert.Equal(70, Boxes(page).Count(box => box.QuerySelector("a")?.GetAttribute("href")?.StartsWith("/machines/", StringComparison.Ordinal) is true));
    }

    [Fact]
    public void MachineThatStops_IsDrawnSo()
    {
        Inventory.Update(_ => WithCards(TestInventory.Full));
        var page = Open(Url);

        Change(snapshot => snapshot.Set(snapshot.Machines[TestInventory.Id(1)] with { State = MachineState.ShutOff, IsActive = false }));

        page.WaitForAssertion(() => Assert.Equal("shut-off", Box(page, "web-01").QuerySelector(".wc-state")!.GetAttribute("data-state")));
    }

    [Fact]
    public void HostileNames_AreText()
    {
        Inventory.Update(_ => WithCards(TestInventory.Hostile));
        var page = Open(Url);
        Assert.NotEmpty(Boxes(page));
        Assert.Empty(page.FindAll("[data-testid=drawing] :is(script, img)"));
    }

    private static Network Network => TestInventory.Full.Networks.Values.Single(network => network.Name == "default");

    /// <summary>Of a host elsewhere, whose bridges no kernel denies.</summary>
    private static InventorySnapshot WithCards(InventorySnapshot inventory) => inventory.WithHost(TestInventory.HostName, host => host with { Facts = host.Facts! with { IsLocal = false } }) with
    {
        Machines = inventory.Machines.SetItems(inventory.Machines.Values.Select(machine => KeyValuePair.Create(machine.Id, machine with { Xml = "<domain type='kvm'><name>x</name><devices><interface type='network'><source network='default'/></interface></devices></domain>" }))),
        Networks = inventory.Networks.IsEmpty ? TestInventory.Full.Networks : inventory.Networks,
    };

    private static IReadOnlyList<IElement> Boxes(IRenderedComponent<Routes> page) => page.FindAll("[data-testid=node]");

    private static IElement Box(IRenderedComponent<Routes> page, string title) => Boxes(page).Single(box => Title(box) == title);

    private static string Title(IElement box) => box.QuerySelector("bdi")!.TextContent;

    private static IEnumerable<string> Lines(IRenderedComponent<Routes> page)
    {
        var titles = Boxes(page).ToDictionary(box => box.GetAttribute("data-node")!, Title);
        return page.FindAll("[data-testid=drawing] path[data-from]").Select(path => $"{titles[path.GetAttribute("data-from")!]} > {titles[path.GetAttribute("data-to")!]}");
    }
}

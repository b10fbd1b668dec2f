using Bunit;
using WebConsole.ComponentTests.Support;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

public sealed class NavigationTests : PageContext
{
    [Fact]
    public void Phone_HasFourEntriesAndTheRestInAMenu()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open("/storage");

        // What css/frame.css leaves on a phone.
        var entries = page.FindAll(".wc-nav-pages > li:not(.wc-nav-rest)").Select(entry => entry.QuerySelector("[data-testid^=nav-]")!.GetAttribute("data-testid"));
        Assert.Equal(["nav-overview", "nav-machines", "nav-tasks", "nav-more"], entries);

        var rest = page.FindAll(".wc-nav-rest [data-testid^=nav-]").Select(link => link.GetAttribute("href"));
        var menu = page.FindAll(".wc-nav-more [role=menu] > [role=menuitem]");
        Assert.Equal([.. rest, "/host?host=local"], menu.Select(item => item.GetAttribute("href")));
        Assert.Equal("/storage", Assert.Single(menu, item => item.GetAttribute("aria-current") == "page").GetAttribute("href"));
    }

    [Fact]
    public void NothingToCount_HasNoNumber()
    {
        Inventory.Update(_ => TestInventory.Full with { StoragePools = TestInventory.Full.StoragePools.Clear() });
        var page = Open("/");

        Assert.Null(page.Find("[data-testid=nav-storage]").QuerySelector(".wc-nav-count"));
        Assert.NotNull(page.Find("[data-testid=nav-machines]").QuerySelector(".wc-nav-count"));
    }

    [Fact]
    public void Host_SaysHowItStandsWhereItIsNotConnected()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open("/");
        // Still available to screen readers.
        Assert.Equal(("connected", "wc-visually-hidden"), Word());

        Change(_ => TestInventory.Away);

        page.WaitForAssertion(() => Assert.Equal(("disconnected", "wc-nav-count"), Word()));

        (string, string?) Word()
        {
            var word = page.Find("[data-testid=connection-state] > :last-child");
            return (word.TextContent, word.ClassName);
        }
    }

    [Fact]
    public void HostThatIsAway_IsSeenOnTheMenusButton()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open("/");
        Assert.Empty(page.FindAll("[data-testid=nav-more] .wc-dot"));

        Change(_ => TestInventory.Away);

        page.WaitForElement("[data-testid=nav-more] .wc-dot");
        Assert.Contains("disconnected", page.Find(".wc-nav-more [role=menuitem][data-state=disconnected]").TextContent, StringComparison.Ordinal);
    }
}

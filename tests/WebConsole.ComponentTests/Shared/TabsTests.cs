using Bunit;
using WebConsole.Components.Shared;
using WebConsole.ComponentTests.Support;
using Xunit;

namespace WebConsole.ComponentTests.Shared;

public sealed class TabsTests : PageContext
{
    [Theory]
    [InlineData(3, 3, 0)]
    [InlineData(10, 10, 0)]
    [InlineData(12, 9, 3)]
    public void Row_HasRoomForTen_AndAMenuForTheRest(int tabs, int shown, int rest)
    {
        var row = RenderTabs(tabs, current: "1");

        Assert.Equal(shown, row.FindAll(".wc-tabs > a").Count);
        Assert.Equal(rest, row.FindAll(".wc-tabs [role=menu] > a").Count);
        Assert.Equal("1", row.Find(".wc-tabs > a[aria-current=page]").TextContent);
    }

    [Fact]
    public void MenuThatHoldsTheCurrentTab_NamesIt()
    {
        var row = RenderTabs(12, current: "11");

        Assert.Empty(row.FindAll(".wc-tabs > a[aria-current]"));
        Assert.Equal("11", row.Find("[data-testid=tab-more]").TextContent.Trim());
        Assert.Contains("wc-tab-within", row.Find("[data-testid=tab-more]").ClassList);
        Assert.EndsWith("?tab=11", row.Find("[role=menu] > a[aria-current=page]").GetAttribute("href"), StringComparison.Ordinal);
    }

    private IRenderedComponent<Tabs> RenderTabs(int count, string current) => Render<Tabs>(parameters => parameters
        .Add(tabs => tabs.Label, "Parts of this machine").Add(tabs => tabs.Current, current)
        .Add(tabs => tabs.Items, [.. Enumerable.Range(1, count).Select(number => new Tabs.Tab($"{number}", $"{number}"))]));
}

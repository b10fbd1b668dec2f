using Bunit;
using WebConsole.Components.Shared;
using WebConsole.ComponentTests.Support;
using Xunit;

namespace WebConsole.ComponentTests.Shared;

public sealed class SmallTableTests : PageContext
{
    private static readonly string[] Items = ["b10", "a", "b9"];

    [Fact]
    public async Task Rows_KeepTheirOrderUntilAHeadIsPressed()
    {
        var table = Show(Items);
        Assert.Equal(["b10", "a", "b9"], Names(table));
        Assert.Null(table.Find("th").GetAttribute("aria-sort"));

        await table.Find("[data-testid=sort-name]").ClickAsync(new());
        Assert.Equal(["a", "b9", "b10"], Names(table));
        Assert.Equal("ascending", table.Find("th").GetAttribute("aria-sort"));
        await table.Find("[data-testid=sort-name]").ClickAsync(new());
        Assert.Equal(["b10", "b9", "a"], Names(table));
    }

    [Fact]
    public async Task OrderThatItemsComeIn_IsShown_AndItsHeadTurnsItRound()
    {
        var table = Show(["a", "b9", "b10"], orderedBy: "name");
        Assert.Equal("ascending", table.Find("th").GetAttribute("aria-sort"));

        await table.Find("[data-testid=sort-name]").ClickAsync(new());
        Assert.Equal(["b10", "b9", "a"], Names(table));
        Assert.Equal("descending", table.Find("th").GetAttribute("aria-sort"));
    }

    [Fact]
    public void Table_HasItsRolesAttributesAndPlaces()
    {
        var table = Show(Items);

        Assert.Equal("Things", table.Find("[role=table]").GetAttribute("aria-label"));
        Assert.Equal("4", table.Find("[role=table]").GetAttribute("aria-rowcount"));
        Assert.Equal("b10", table.Find("tbody tr[role=row]").GetAttribute("data-key"));
        Assert.Equal("wc-right wc-number wc-from-s", table.FindAll("tbody td")[1].ClassName);
        Assert.Empty(table.FindAll("[tabindex]"));
    }

    [Fact]
    public void EmptyTable_ShowsWhatStandsInItsPlace() => Assert.Equal("Nothing here.", Show([]).Markup.Trim());

    [Fact]
    public void EqualRowsWithoutKeys_AreAllShown() => Assert.Equal(["x", "x"], Names(Show(["x", "x"])));

    private static string[] Names(IRenderedComponent<SmallTable<string>> table) => [.. table.FindAll("tbody tr td:first-child").Select(cell => cell.TextContent)];

    private IRenderedComponent<SmallTable<string>> Show(IReadOnlyList<string> items, string? orderedBy = null) => Render<SmallTable<string>>(p => p
        .Add(t => t.Label, "Things").Add(t => t.Items, items).Add(t => t.Name, item => item).Add(t => t.Empty, "Nothing here.").Add(t => t.OrderedBy, orderedBy)
        .Add(t => t.RowAttributes, item => new Dictionary<string, object> { ["data-key"] = item })
        .Add(t => t.Columns,
        [
            new("name", "Name", item => builder => builder.AddContent(0, item)) { Sort = item => item },
            new("length", "Length", item => builder => builder.AddContent(0, item.Length)) { IsNumber = true, NotOnPhones = true },
        ]));
}

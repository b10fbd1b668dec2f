using Bunit;
using Microsoft.AspNetCore.Components.Web;
using WebConsole.Components.Shared;
using WebConsole.ComponentTests.Support;
using Xunit;

namespace WebConsole.ComponentTests.Shared;

public sealed class TreeTests : PageContext
{
    private string? _selected;

    private static readonly IReadOnlyList<TreeNode> Roots =
        [new("a", "A") { Children = [new("b", "B") { Children = [new("c", "C")] }, new("d", "D")] }, new("e", "E")];

    [Fact]
    public void Rows_SayLevelPlaceAndWhetherTheyAreOpen()
    {
        var tree = Show();

        Assert.Equal(["1 1/2 true", "2 1/2 true", "3 1/1 ", "2 2/2 ", "1 2/2 "], tree.FindAll("[role=treeitem]").Select(row =>
            $"{row.GetAttribute("aria-level")} {row.GetAttribute("aria-posinset")}/{row.GetAttribute("aria-setsize")} {row.GetAttribute("aria-expanded")}"));
        Assert.Equal("0", tree.Find("[role=tree]").GetAttribute("tabindex"));
    }

    [Fact]
    public async Task Arrows_MoveCloseOpenAndSelect()
    {
        var tree = Show();
        Assert.Equal("A", Active(tree));

        await PressAsync(tree, "ArrowDown", "ArrowDown");
        Assert.Equal("C", Active(tree));
        await PressAsync(tree, "ArrowLeft", "ArrowLeft");
        Assert.Equal(("B", 4), (Active(tree), tree.FindAll("[role=treeitem]").Count));
        await PressAsync(tree, "ArrowRight", "ArrowRight");
        Assert.Equal("C", Active(tree));
        await PressAsync(tree, "End");
        Assert.Equal("E", Active(tree));
        await PressAsync(tree, "ArrowDown", "Home", "Enter");
        Assert.Equal("a", _selected);
        tree.Render(p => p.Add(t => t.Selected, _selected));
        Assert.Equal("true", tree.Find("[role=treeitem]").GetAttribute("aria-selected"));
    }

    [Fact]
    public async Task ActiveRowThatFoldsAway_LeavesAnother()
    {
        var tree = Show();
        await tree.FindAll("[role=treeitem]")[2].ClickAsync(new());
        Assert.Equal("c", _selected);

        await tree.FindAll(".wc-tree-fold")[0].ClickAsync(new());

        Assert.Equal(2, tree.FindAll("[role=treeitem]").Count);
        Assert.Equal("A", Active(tree));
    }

    [Fact]
    public void LongChain_IsShownWithoutRecursion()
    {
        var node = new TreeNode("0", "0");
        for (var depth = 1; depth < 5000; depth++)
            node = new TreeNode($"{depth}", $"{depth}") { Children = [node] };

        var tree = Render<Tree>(p => p.Add(t => t.Label, "Snapshots").Add(t => t.Roots, [node]));

        Assert.Equal(5000, tree.FindAll("[role=treeitem]").Count);
        Assert.Equal("100", tree.FindAll("[role=treeitem]")[^1].GetAttribute("aria-level"));
    }

    private static string Active(IRenderedComponent<Tree> tree) =>
        tree.Find("#" + tree.Find("[role=tree]").GetAttribute("aria-activedescendant")).QuerySelector("bdi")!.TextContent;

    private static async Task PressAsync(IRenderedComponent<Tree> tree, params string[] keys)
    {
        foreach (var key in keys)
            await tree.Find("[role=tree]").KeyDownAsync(new KeyboardEventArgs { Key = key });
    }

    private IRenderedComponent<Tree> Show() => Render<Tree>(p => p.Add(t => t.Label, "Snapshots").Add(t => t.Roots, Roots).Bind(t => t.Selected, _selected, value => _selected = value));
}

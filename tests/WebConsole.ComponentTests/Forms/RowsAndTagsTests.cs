using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using WebConsole.Components.Shared.Forms;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

public sealed class RowsAndTagsTests : FormContext
{
    private IReadOnlyList<string> _rows = ["a", "b", "c"];
    private IReadOnlyList<string>? _tags = ["db"];

    [Fact]
    public async Task Rows_AreAddedMovedAndRemoved()
    {
        var rows = Rows();
        await rows.Find("[data-testid=row-add]").ClickAsync(new());
        Assert.Equal(["a", "b", "c", ""], _rows);
        await rows.FindAll("[data-testid=row-down]")[0].ClickAsync(new());
        Assert.Equal(["b", "a", "c", ""], _rows);
        await rows.FindAll("[data-testid=row]")[2].KeyDownAsync(new KeyboardEventArgs { Key = "ArrowUp", AltKey = true });
        Assert.Equal(["b", "c", "a", ""], _rows);
        await rows.FindAll("[data-testid=row]")[0].KeyDownAsync(new KeyboardEventArgs { Key = "ArrowUp", AltKey = true });
        await rows.FindAll("[data-testid=row]")[0].KeyDownAsync(new KeyboardEventArgs { Key = "ArrowDown" });
        Assert.Equal(["b", "c", "a", ""], _rows);
        await rows.FindAll("[data-testid=row-remove]")[3].ClickAsync(new());
        Assert.Equal(["b", "c", "a"], _rows);
        Assert.Equal(1, State.Changes);

        await rows.Find("[data-testid=field-list] [data-testid=revert]").ClickAsync(new());
        Assert.Equal(["a", "b", "c"], _rows);
        Assert.Equal(0, State.Changes);
    }

    [Fact]
    public async Task InputOfARow_ChangesItsRowAlone_AndEqualRowsMove()
    {
        _rows = ["same", "same"];
        var rows = Rows();

        await rows.FindAll("[data-testid=row] input")[1].InputAsync("other");
        await rows.FindAll("[data-testid=row-up]")[1].ClickAsync(new());

        Assert.Equal(["other", "same"], _rows);
        Assert.Equal(1, State.Changes);
    }

    [Fact]
    public async Task Tags_EndWithEnterOrComma_AndBackspaceTakesTheLast()
    {
        var tags = Show<TagsField>(p => p.Add(f => f.Name, "tags").Add(f => f.Label, "Tags").Bind(f => f.Value, _tags, value => _tags = value));
        await tags.Find("input").InputAsync("web");
        await tags.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });
        await tags.Find("input").InputAsync(" x , db,,rest");
        Assert.Equal(["db", "web", "x"], _tags);
        Assert.Equal("rest", tags.Find("input").GetAttribute("value"));

        await tags.Find("input").InputAsync("");
        await tags.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "Backspace" });
        Assert.Equal(["db", "web"], _tags);
        await tags.Find("[aria-label='Remove db']").ClickAsync(new());
        Assert.Equal(["web"], _tags);
    }

    private IRenderedComponent<RowsField<string>> Rows() => Show<RowsField<string>>(p => p
        .Add(f => f.Name, "list").Add(f => f.Label, "List").Add(f => f.RowWord, "Entry").Add(f => f.AddWord, "Add entry").Add(f => f.NewRow, () => "")
        .Add(f => f.RowContent, Row).Bind(f => f.Value, _rows, value => _rows = value!));

    private RenderFragment Row(RowOf<string> row) => builder =>
    {
        builder.OpenComponent<TextField>(0);
        builder.AddComponentParameter(1, "Name", $"list[{row.Index}]");
        builder.AddComponentParameter(2, "Label", "Text");
        builder.AddComponentParameter(3, "Value", row.Item);
        builder.AddComponentParameter(4, "ValueChanged", EventCallback.Factory.Create<string>(this, row.SetAsync));
        builder.CloseComponent();
    };
}

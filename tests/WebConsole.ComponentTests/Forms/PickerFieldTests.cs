using Bunit;
using Microsoft.AspNetCore.Components.Web;
using WebConsole.Components.Shared.Forms;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

public sealed class PickerFieldTests : FormContext
{
    private int _chosen = 4321;
    private bool _asked;

    [Fact]
    public async Task FiveThousandEntries_StayBoundedAndAreFoundByWords()
    {
        var picker = Show(5000);
        Assert.Empty(picker.FindAll("[data-testid=option]"));

        await picker.Find("[data-testid=picker]").ClickAsync(new());

        Assert.Equal(50, picker.FindAll("[data-testid=option]").Count);
        Assert.Contains("4950 more", picker.Find("[data-testid=picker-more]").TextContent, StringComparison.Ordinal);
        Assert.Equal("volume-4321", picker.Find("[aria-selected=true] .wc-option-text").TextContent);

        await picker.Find("[data-testid=picker-search]").InputAsync("4999 GIB");
        Assert.Equal("volume-4999", Assert.Single(picker.FindAll("[data-testid=option]")).QuerySelector(".wc-option-text")!.TextContent);
        await picker.Find("[data-testid=picker-search]").InputAsync("[(*");
        Assert.Empty(picker.FindAll("[data-testid=option]"));
        Assert.NotNull(picker.Find("[data-testid=picker-none]"));
    }

    [Fact]
    public async Task Keys_MoveAndChoose()
    {
        var picker = Show(10);
        await picker.Find("[data-testid=picker]").ClickAsync(new());
        var list = picker.Find("[data-picker-list]");

        await list.KeyDownAsync(new KeyboardEventArgs { Key = "ArrowDown" });
        Assert.Equal("volume-2", Active(picker));
        await list.KeyDownAsync(new KeyboardEventArgs { Key = "ArrowUp" });
        await list.KeyDownAsync(new KeyboardEventArgs { Key = "ArrowUp" });
        Assert.Equal("volume-10", Active(picker));
        await list.KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });

        Assert.Equal(10, _chosen);
        Assert.Equal(1, State.Changes);
    }

    [Fact]
    public async Task ImpossibleOne_SaysWhyAndIsNotChosen()
    {
        var picker = Show(10);
        await picker.Find("[data-testid=picker]").ClickAsync(new());
        var impossible = picker.Find("[aria-disabled=true]");

        Assert.Contains("in use by web-07", impossible.TextContent, StringComparison.Ordinal);
        await impossible.ClickAsync(new());
        Assert.Equal(4321, _chosen);
    }

    [Fact]
    public async Task FewEntries_HaveNoSearch_AndNewIsLast()
    {
        var picker = Show(7);
        await picker.Find("[data-testid=picker]").ClickAsync(new());

        Assert.Empty(picker.FindAll("[data-testid=picker-search]"));
        await picker.Find("[data-testid=picker-new]").ClickAsync(new());
        Assert.True(_asked);
    }

    private static string? Active(IRenderedComponent<PickerField<int>> picker) => picker.Find("[data-active] .wc-option-text").TextContent;

    private IRenderedComponent<PickerField<int>> Show(int count) => Show<PickerField<int>>(p => p
        .Add(f => f.Name, "volume").Add(f => f.Label, "Volume").Add(f => f.NewWord, "New volume…").Add(f => f.New, () => _asked = true).Bind(f => f.Value, _chosen, value => _chosen = value)
        .Add(f => f.Entries, [.. Enumerable.Range(1, count).Select(n => new PickerEntry<int>(n, $"volume-{n}", $"{n} GiB") { Why = n == 7 ? "in use by web-07" : null })]));
}

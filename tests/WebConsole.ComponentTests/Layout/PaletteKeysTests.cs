using Bunit;
using Microsoft.AspNetCore.Components.Web;
using WebConsole.ComponentTests.Support;
using WebConsole.Components;
using Xunit;

namespace WebConsole.ComponentTests.Layout;

/// <summary>The palette as a combobox: its keys, and what it tells a screen reader.</summary>
public sealed class PaletteKeysTests : PaletteContext
{
    [Fact]
    public async Task Keys_MoveAndTheFieldSaysWhere()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open("/");
        await TypeAsync(page, "web");
        Assert.Equal("web-01", Active(page));

        foreach (var (key, active) in new[] { ("ArrowDown", "web-02"), ("ArrowDown", "web-03"), ("ArrowUp", "web-02"), ("Home", "web-01") })
        {
            await KeyAsync(page, key);
            Assert.Equal(active, Active(page));
        }
        await KeyAsync(page, "ArrowUp");
        Assert.Equal(Titles(page)[^1], Active(page));
        await KeyAsync(page, "End");
        Assert.Equal(Titles(page)[^1], Active(page));
        await KeyAsync(page, "ArrowDown");
        Assert.Equal("web-01", Active(page));
    }

    [Fact]
    public async Task Field_IsAComboboxOfTheList()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open("/");
        await TypeAsync(page, "web");

        var (input, dialog) = (page.Find(Input), page.Find("[data-testid=palette]"));
        Assert.Equal(("combobox", "true", "list"), (input.GetAttribute("role"), input.GetAttribute("aria-expanded"), input.GetAttribute("aria-autocomplete")));
        Assert.Equal("listbox", page.Find("#" + input.GetAttribute("aria-controls")).GetAttribute("role"));
        Assert.Equal(("dialog", "Search or do"), (dialog.GetAttribute("role"), dialog.GetAttribute("aria-label")));
        Assert.Contains("Tab", input.GetAttribute("data-keys")!.Split(' '));
        Assert.Single(page.FindAll("[role=option][aria-selected=true]"));

        await TypeAsync(page, "no such thing");
        Assert.Equal(("false", null, null), (page.Find(Input).GetAttribute("aria-expanded"), page.Find(Input).GetAttribute("aria-controls"), page.Find(Input).GetAttribute("aria-activedescendant")));
    }

    /// <summary>The last typed text counts, even if the user types faster than the list is updated.</summary>
    [Fact]
    public async Task EnterRightAfterALetter_ChoosesByAllLetters()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open("/");
        await TypeAsync(page, "web-0");

        await page.InputAsync(Input, "web-07");
        await KeyAsync(page, "Enter");

        Assert.EndsWith($"{TestInventory.Id(7).Uuid:D}", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HeldOrComposingEnter_ChoosesNothing()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open("/");
        await TypeAsync(page, "web-07");

        await page.ActAsync(() => page.Find(Input), input => input.KeyDown(new KeyboardEventArgs { Key = "Enter", Repeat = true }));
        await page.ActAsync(() => page.Find(Input), input => input.KeyDown(new KeyboardEventArgs { Key = "Enter", IsComposing = true }));

        Assert.Single(page.FindAll("[data-testid=palette]"));
    }

    private static string Active(IRenderedComponent<Routes> page)
    {
        var active = page.Find("#" + page.Find(Input).GetAttribute("aria-activedescendant"));
        Assert.Equal("true", active.GetAttribute("aria-selected"));
        return Title(active);
    }
}

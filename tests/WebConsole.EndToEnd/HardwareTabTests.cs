using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>The rows of a machine's hardware, by mouse, keys and finger.</summary>
public sealed class HardwareTabTests(Lab lab)
{
    private const string Details = "[data-key='disk:vda'] .wc-device-words > .wc-muted";

    [Fact]
    public async Task Row_OpensItsDrawer_WhereverItIsClicked_AndByEnter()
    {
        await lab.Guest.EnsureRunningAsync();
        await using var visitor = await lab.AdministratorAsync();
        await visitor.Page.GotoAsync(lab.Url(lab.Guest.Page + "?tab=hardware"));

        await visitor.Page.Locator(Details).ClickAsync();
        await Expect(visitor.TestId("dialog")).ToContainTextAsync("vda");
        await Expect(visitor.TestId("dialog").Locator(":focus")).ToBeVisibleAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.TestId("dialog")).ToHaveCountAsync(0);

        var memory = visitor.TestId("edit-memory");
        await memory.FocusAsync();
        foreach (var _ in new[] { "firmware", "disk" })
            await visitor.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(visitor.Page.Locator("[data-key='disk:vda'] [data-row-link]")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.TestId("dialog")).ToContainTextAsync("vda");
        await Expect(visitor.TestId("dialog").Locator(":focus")).ToBeVisibleAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Page.Locator("[data-key='disk:vda'] [data-row-link]")).ToBeFocusedAsync();
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task MenuOfARow_DoesNotOpenItsDrawer()
    {
        await lab.Guest.EnsureRunningAsync();
        await using var visitor = await lab.AdministratorAsync();
        await visitor.Page.GotoAsync(lab.Url(lab.Guest.Page + "?tab=hardware"));

        await visitor.Page.Locator("[data-key='disk:vda'] [data-row-menu]").ClickAsync();

        await Expect(visitor.TestId("edit-device-xml")).ToBeVisibleAsync();
        await Expect(visitor.TestId("dialog")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Plumbing_UnfoldsByKey_AndStaysSoWhenThePageIsLoadedAnew()
    {
        await lab.Guest.EnsureRunningAsync();
        await using var visitor = await lab.AdministratorAsync();
        await visitor.Page.GotoAsync(lab.Url(lab.Guest.Page + "?tab=hardware"));
        var rows = visitor.Page.Locator("[data-group=plumbing] li");
        await Expect(visitor.TestId("plumbing")).ToBeVisibleAsync();
        await Expect(rows).ToHaveCountAsync(0);

        await visitor.TestId("plumbing").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(rows.First).ToBeVisibleAsync();
        await visitor.Page.ReloadAsync();

        await Expect(rows.First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Phone_TouchesARowToOpenIt()
    {
        await lab.Guest.EnsureRunningAsync();
        await using var visitor = await lab.AdministratorAsync(390, 844, touch: true);
        await visitor.Page.GotoAsync(lab.Url(lab.Guest.Page + "?tab=hardware"));

        // The name's own touch area lies over the row, so the finger meets that.
        await visitor.Page.Locator(Details).TapAsync(new() { Force = true });

        await Expect(visitor.TestId("dialog")).ToContainTextAsync("vda");
    }
}

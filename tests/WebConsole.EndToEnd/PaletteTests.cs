using System.Text.RegularExpressions;
using Microsoft.Playwright;
using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>The command palette in a browser: by keyboard only, and never in conflict with a console or a dialog.</summary>
public sealed class PaletteTests(Lab lab)
{
    [Fact]
    public async Task CtrlKWordsAndEnter_OpenTheMachineAndForceItOff()
    {
        var guest = await Guest.DefineAsync("e2e-palette");
        await guest.StartAsync();
        await using var visitor = await lab.AdministratorAsync();
        await visitor.Page.GotoAsync(lab.Url("/storage"));
        await Expect(visitor.TestId("palette-open")).ToBeVisibleAsync();

        await PressAsync(visitor, "Control+k");
        await Expect(visitor.TestId("palette-input")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.TypeAsync(guest.Name);
        await Expect(Chosen(visitor)).ToHaveAttributeAsync("data-key", $"machine/local/{guest.Uuid:D}");
        await PressAsync(visitor, "Enter");
        await visitor.Page.WaitForURLAsync(lab.Url(guest.Page));
        await Expect(visitor.TestId("palette-input")).ToBeHiddenAsync();

        await PressAsync(visitor, "Control+k");
        // Faster than the list is updated.
        await visitor.Page.Keyboard.TypeAsync("palette for");
        await PressAsync(visitor, "Enter");
        await Expect(visitor.TestId("confirm")).ToBeVisibleAsync();
        await PressAsync(visitor, "Control+k");
        await Expect(visitor.TestId("palette-input")).ToBeHiddenAsync();
        await visitor.TestId("confirm").ClickAsync();
        await guest.WaitForStateAsync("shut off");
        await Expect(visitor.TestId("machine-state")).ToHaveAttributeAsync("data-state", "shut-off");

        Assert.Empty(visitor.Complaints);
        await Shell.VirshAsync("undefine", guest.Name);
    }

    [Fact]
    public async Task Focus_StaysInsideAndReturns()
    {
        await lab.Guest.EnsureRunningAsync();
        await using var visitor = await lab.AdministratorAsync();
        await visitor.Page.GotoAsync(lab.Url("/machines"));
        var filter = visitor.TestId("filter");
        await filter.FocusAsync();

        await PressAsync(visitor, "Control+k");
        await Expect(visitor.TestId("palette-list")).ToBeVisibleAsync();
        foreach (var key in new[] { "Tab", "Shift+Tab", "End", "ArrowUp" })
            await PressAsync(visitor, key);
        await Expect(visitor.TestId("palette-input")).ToBeFocusedAsync();
        await PressAsync(visitor, "Escape");
        await Expect(filter).ToBeFocusedAsync();

        await PressAsync(visitor, "Control+k");
        await Expect(visitor.TestId("palette-input")).ToBeFocusedAsync();
        await PressAsync(visitor, "Control+k");
        await Expect(filter).ToBeFocusedAsync();

        await visitor.TestId("palette-open").ClickAsync();
        await Expect(visitor.TestId("palette-input")).ToBeFocusedAsync();
        await visitor.Page.Mouse.ClickAsync(5, 500);
        await Expect(visitor.TestId("palette-open")).ToBeFocusedAsync();
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task ThemeAndSignOut_AreChosenByWords()
    {
        await using var visitor = await lab.Browser.NewVisitorAsync();
        await visitor.Page.GotoAsync(await lab.Product.NewLinkAsync());
        await visitor.Page.WaitForURLAsync(lab.Url("/"));
        await Expect(visitor.TestId("palette-open")).ToBeVisibleAsync();

        await PressAsync(visitor, "Control+k");
        await visitor.Page.Keyboard.TypeAsync("light");
        await PressAsync(visitor, "Enter");
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");

        await PressAsync(visitor, "Control+k");
        await visitor.Page.Keyboard.TypeAsync("sign out");
        await PressAsync(visitor, "Enter");
        await visitor.Page.WaitForURLAsync(new Regex("/sign-in"));
    }

    [Fact]
    public async Task InAConsole_TheKeysAreTheGuests()
    {
        await lab.Guest.EnsureRunningAsync();
        await using var visitor = await lab.AdministratorAsync();
        await visitor.Page.GotoAsync(lab.Url(lab.Guest.Page + "?tab=console"));
        var screen = new Screen(visitor, lab.Guest);
        await Expect(screen.Console).ToHaveAttributeAsync("data-state", "connected");
        await screen.Console.Locator("canvas").ClickAsync();

        await PressAsync(visitor, "Control+k");
        await screen.TypesIntoTheGuestAsync("typed-past-the-palette");

        await Expect(visitor.TestId("palette-input")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Palette_IsCleanInBothThemesWideAndNarrow()
    {
        await lab.Guest.EnsureRunningAsync();
        foreach (var scheme in new[] { ColorScheme.Dark, ColorScheme.Light })
        {
            foreach (var width in new[] { 1440, 390 })
            {
                await using var visitor = await lab.AdministratorAsync(width, 900, scheme);
                await visitor.Page.GotoAsync(lab.Url(lab.Guest.Page));
                await Expect(visitor.TestId("object-header")).ToBeVisibleAsync();
                await visitor.TestId("nav-machines").ClickAsync();
                await visitor.Page.WaitForURLAsync(lab.Url("/machines"));
                await Expect(MachinesTests.Row(visitor, lab.Guest)).ToBeVisibleAsync();
                await ScreensTests.CheckAsync(visitor, $"palette-closed-{scheme}-{width}".ToLowerInvariant());
                await visitor.TestId("palette-open").ClickAsync();
                foreach (var (name, typed, shows) in new[]
                {
                    ("empty", "", "Overview"), ("found", "guest", "Console of"), ("actions", "off", "Force off"), ("none", "no such thing", "Nothing matches."),
                })
                {
                    await visitor.TestId("palette-input").FillAsync(typed);
                    await Expect(visitor.TestId("palette").GetByText(shows).First).ToBeVisibleAsync();
                    await ScreensTests.CheckAsync(visitor, $"palette-{name}-{scheme}-{width}".ToLowerInvariant());
                }
            }
        }
    }

    private static ILocator Chosen(Visitor visitor) => visitor.Page.Locator("[data-testid=palette-option][aria-selected=true]");

    private static Task PressAsync(Visitor visitor, string key) => visitor.Page.Keyboard.PressAsync(key);
}

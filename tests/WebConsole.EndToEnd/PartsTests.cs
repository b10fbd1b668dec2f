using Microsoft.Playwright;
using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>The form kit in a browser: every part in both themes, wide and narrow, and the drawer by keys.</summary>
public sealed class PartsTests(Lab lab)
{
    [Fact]
    public async Task Parts_AreCleanInBothThemesWideAndNarrow()
    {
        await using var product = await StartAsync();
        var state = await SignInAsync(product);
        foreach (var scheme in new[] { ColorScheme.Dark, ColorScheme.Light })
        {
            foreach (var (width, height) in new[] { (1440, 5200), (390, 9000) })
            {
                await using var visitor = await lab.Browser.NewVisitorAsync(width, height, scheme, state);
                await OpenAsync(visitor, product);
                await ScreensTests.CheckAsync(visitor, $"parts-{scheme}-{width}".ToLowerInvariant());
            }
            foreach (var width in new[] { 1440, 390 })
            {
                await using var visitor = await lab.Browser.NewVisitorAsync(width, 900, scheme, state);
                await OpenAsync(visitor, product);
                await visitor.TestId("open-drawer").ClickAsync();
                await Expect(visitor.TestId("dialog")).ToBeVisibleAsync();
                await visitor.TestId("dialog").GetByTestId("preview-fold").ClickAsync();
                await ScreensTests.CheckAsync(visitor, $"parts-drawer-{scheme}-{width}".ToLowerInvariant());
            }
        }
    }

    [Fact]
    public async Task Drawer_TakesAndReturnsTheFocus_AndAsksBeforeItLosesChanges()
    {
        await using var product = await StartAsync();
        await using var visitor = await lab.Browser.NewVisitorAsync(storageState: await SignInAsync(product));
        await OpenAsync(visitor, product);
        var drawer = visitor.TestId("dialog");
        await visitor.TestId("open-drawer").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        var memory = drawer.GetByTestId("field-memory").Locator("input");
        await Expect(memory).ToBeFocusedAsync();

        await visitor.Page.Keyboard.PressAsync("Control+a");
        await visitor.Page.Keyboard.TypeAsync("3 GiB");
        await Expect(drawer.GetByTestId("changes")).ToHaveTextAsync("1 change");
        await visitor.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(drawer.GetByTestId("field-maximum").GetByTestId("field-error")).ToBeVisibleAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(drawer.GetByTestId("keep")).ToBeFocusedAsync();
        await drawer.GetByTestId("discard-changes").ClickAsync();

        await Expect(drawer).ToBeHiddenAsync();
        await Expect(visitor.TestId("open-drawer")).ToBeFocusedAsync();
    }

    /// <summary>Wherever in it was clicked; whoever keeps on editing is where they were.</summary>
    [Fact]
    public async Task Escape_LeavesADrawerFromItsTitle_AndItsQuestionForTheLastField()
    {
        await using var product = await StartAsync();
        await using var visitor = await lab.Browser.NewVisitorAsync(storageState: await SignInAsync(product));
        await OpenAsync(visitor, product);
        var drawer = visitor.TestId("dialog");
        await visitor.TestId("open-drawer").ClickAsync();
        await drawer.Locator("h2").ClickAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(drawer).ToBeHiddenAsync();

        await visitor.TestId("open-drawer").ClickAsync();
        var memory = drawer.GetByTestId("field-memory").Locator("input");
        await memory.FillAsync("3");
        await Expect(drawer.GetByTestId("changes")).ToHaveTextAsync("1 change");
        await drawer.Locator("h2").ClickAsync();
        await Expect(memory).Not.ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(drawer.GetByTestId("keep")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");

        await Expect(drawer.GetByTestId("discard")).ToBeHiddenAsync();
        await Expect(memory).ToBeFocusedAsync();
    }

    [Fact]
    public async Task WhatIsTypedWhileTheServerIsAway_IsNotLost()
    {
        await using var product = await StartAsync();
        await using var visitor = await lab.Browser.NewVisitorAsync(storageState: await SignInAsync(product));
        await visitor.Page.AddInitScriptAsync("""
            window.sockets = [];
            window.WebSocket = class extends WebSocket { constructor(...all) { super(...all); window.sockets.push(this); } };
            """);
        await OpenAsync(visitor, product);
        await visitor.TestId("open-drawer").ClickAsync();
        var drawer = visitor.TestId("dialog");
        await drawer.GetByTestId("field-memory").Locator("input").FillAsync("3");
        await Expect(drawer.GetByTestId("changes")).ToHaveTextAsync("1 change");

        await visitor.Page.Context.SetOfflineAsync(true);
        await visitor.Page.EvaluateAsync("sockets.forEach(socket => socket.close())");
        await Expect(visitor.Page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
        await drawer.GetByTestId("field-maximum").Locator("input").FillAsync("9");
        await visitor.Page.Context.SetOfflineAsync(false);

        await Expect(drawer.GetByTestId("changes")).ToHaveTextAsync("2 changes");
        await Expect(drawer.GetByTestId("field-memory").Locator("input")).ToHaveValueAsync("3");
        await Expect(drawer.GetByTestId("field-maximum").GetByTestId("field-change")).ToContainTextAsync("9 GiB");
    }

    [Fact]
    public async Task Picker_IsSearchedAndChosenByKeys_AndTheFocusComesBack()
    {
        await using var product = await StartAsync();
        await using var visitor = await lab.Browser.NewVisitorAsync(storageState: await SignInAsync(product));
        await OpenAsync(visitor, product);
        var field = visitor.TestId("part-choices").GetByTestId("field-volume");
        await field.GetByTestId("picker").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(field.GetByTestId("picker-search")).ToBeFocusedAsync();

        await visitor.Page.Keyboard.TypeAsync("web-4321");
        await Expect(field.GetByTestId("option")).ToHaveCountAsync(1);
        await visitor.Page.Keyboard.PressAsync("Enter");

        await Expect(field.GetByTestId("picker")).ToContainTextAsync("web-4321.qcow2");
        await Expect(field.GetByTestId("picker")).ToBeFocusedAsync();
        await Expect(field.GetByTestId("picker-search")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task CtrlEnter_SendsATagThatIsNotEndedYet()
    {
        await using var product = await StartAsync();
        await using var visitor = await lab.Browser.NewVisitorAsync(storageState: await SignInAsync(product));
        await OpenAsync(visitor, product);
        var part = visitor.TestId("part-form-tags");
        await part.Locator("input").FillAsync("nightly");

        await part.Locator("input").PressAsync("Control+Enter");

        await Expect(part.GetByTestId("sent-tags")).ToHaveTextAsync("db nightly");
        await Expect(part.Locator("input")).ToBeFocusedAsync();
    }

    private static Task<Product> StartAsync() => Product.StartAsync(Ports.Free(), null, "--environment=Development");

    private async Task<string> SignInAsync(Product product)
    {
        await using var first = await lab.Browser.NewVisitorAsync();
        await first.Page.GotoAsync(product.SignInLink);
        await first.Page.WaitForURLAsync(product.Url + "/");
        return await first.Page.Context.StorageStateAsync();
    }

    private static async Task OpenAsync(Visitor visitor, Product product)
    {
        await visitor.Page.GotoAsync(product.Url + "/parts");
        await Expect(visitor.TestId("part-form-field").GetByTestId("field-error")).ToBeVisibleAsync();
        await Expect(visitor.TestId("part-form-asks").GetByTestId("discard")).ToBeVisibleAsync();
        await Expect(visitor.TestId("part-form-sending").Locator("form")).ToHaveAttributeAsync("data-sending", "");
    }
}

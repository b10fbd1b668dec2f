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
                await Expect(visitor.TestId("drawer")).ToBeVisibleAsync();
                await visitor.TestId("drawer").GetByTestId("preview-fold").ClickAsync();
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
        var drawer = visitor.TestId("drawer");
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
    }
}

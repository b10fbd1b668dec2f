using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>The editor and the comparison of code in a browser, on the page of parts.</summary>
public sealed class CodeTests(Lab lab)
{
    [Fact]
    public async Task WhatIsTypedAndPasted_ReachesTheServer_AndCtrlSSendsIt()
    {
        await using var product = await StartAsync();
        await using var visitor = await OpenAsync(product);
        var part = visitor.TestId("part-code");
        // Much longer than a message of a circuit.
        var disks = string.Concat(Enumerable.Range(1, 4000).Select(number => $"  <disk number=\"{number}\"/>\n"));
        await part.Locator(".cm-content").ClickAsync();
        await visitor.Page.Keyboard.PressAsync("Control+a");
        await visitor.Page.EvaluateAsync("""
            text => {
                const data = new DataTransfer();
                data.setData('text/plain', text);
                document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
            }
            """, $"<domain>\n{disks}</domain>");
        await visitor.Page.Keyboard.PressAsync("Control+Home");
        await visitor.Page.Keyboard.InsertTextAsync("<!-- first -->");
        await visitor.Page.Keyboard.PressAsync("Control+s");

        var text = $"<!-- first --><domain>\n{disks}</domain>";
        await Expect(visitor.TestId("saved-code")).ToContainTextAsync($"{text.Length} letters, 4002 lines: <!-- first --><domain>");
        Assert.EndsWith(text, await visitor.TestId("saved-code").TextContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Completion_OffersWhatTheServerKnows_WhereTheCaretIs()
    {
        await using var product = await StartAsync();
        await using var visitor = await OpenAsync(product);
        var part = visitor.TestId("part-code");
        await part.Locator(".cm-content").ClickAsync();
        await visitor.Page.Keyboard.PressAsync("Control+a");
        await visitor.Page.Keyboard.TypeAsync("<dis");
        await Expect(visitor.Page.Locator(".cm-tooltip-autocomplete")).ToContainTextAsync("disk");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.Keyboard.TypeAsync(" ty");
        await Expect(visitor.Page.Locator(".cm-tooltip-autocomplete")).ToContainTextAsync("type");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.Keyboard.PressAsync("Control+ ");
        await Expect(visitor.Page.Locator(".cm-tooltip-autocomplete")).ToContainTextAsync("block");
        await visitor.Page.Keyboard.PressAsync("ArrowDown");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.Keyboard.PressAsync("Control+s");

        await Expect(visitor.TestId("saved-code")).ToContainTextAsync("<disk type=\"file\"");
    }

    [Fact]
    public async Task Editor_IsLeftByKeys_AndItsMarksLeadToTheirLines()
    {
        await using var product = await StartAsync();
        await using var visitor = await OpenAsync(product);
        var part = visitor.TestId("part-code");
        await Expect(part.Locator(".cm-lint-marker-error")).ToHaveCountAsync(1);
        await Expect(part.Locator(".cm-lint-marker-warning")).ToHaveCountAsync(1);
        await part.GetByTestId("code-mark").Last.ClickAsync();
        await Expect(part.Locator(".cm-content")).ToBeFocusedAsync();
        await Expect(part.Locator(".cm-activeLine")).ToContainTextAsync("x86_64");

        await visitor.Page.Keyboard.PressAsync("Tab");
        await Expect(part.Locator(".cm-content")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
        await visitor.Page.Keyboard.PressAsync("Tab");
        await Expect(part.Locator(".cm-content")).Not.ToBeFocusedAsync();
        await Expect(part.GetByTestId("discard")).ToBeHiddenAsync();
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
        await GoAsync(visitor, product);
        var part = visitor.TestId("part-code");
        await part.Locator(".cm-content").ClickAsync();
        await visitor.Page.Keyboard.PressAsync("Control+a");
        await visitor.Page.Keyboard.InsertTextAsync("<one/>");
        await Expect(part.GetByTestId("changes")).ToHaveTextAsync("1 change");

        await visitor.Page.Context.SetOfflineAsync(true);
        await visitor.Page.EvaluateAsync("sockets.forEach(socket => socket.close())");
        await Expect(visitor.Page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
        await visitor.Page.EvaluateAsync("document.querySelector('[data-testid=part-code] .cm-content').focus()");
        await visitor.Page.Keyboard.InsertTextAsync("<two/>");
        await visitor.Page.Context.SetOfflineAsync(false);
        await Expect(visitor.Page.Locator("#components-reconnect-modal")).ToBeHiddenAsync();
        await part.GetByTestId("submit").ClickAsync();

        await Expect(visitor.TestId("saved-code")).ToContainTextAsync("<one/><two/>");
    }

    [Theory]
    [InlineData(1440, "two")]
    [InlineData(390, "one")]
    public async Task Comparison_IsSideBySideWhereThereIsRoom(int width, string form)
    {
        await using var product = await StartAsync();
        await using var visitor = await lab.Browser.NewVisitorAsync(width, 900, storageState: await SignInAsync(product));
        await GoAsync(visitor, product);
        var compared = visitor.TestId("part-code-difference").Locator(".wc-code-compared");

        await Expect(compared).ToHaveAttributeAsync("data-form", form);
        await Expect(compared).ToHaveAttributeAsync("data-places", "2");
        await Expect(compared).Not.ToContainTextAsync("correct horse");
        await Expect(compared).ToContainTextAsync("4194304");
        await visitor.TestId("part-code-difference").GetByTestId("next-change").ClickAsync();
    }

    private static Task<Product> StartAsync() => Product.StartAsync(Ports.Free(), null, "--environment=Development");

    private async Task<string> SignInAsync(Product product)
    {
        await using var first = await lab.Browser.NewVisitorAsync();
        await first.Page.GotoAsync(product.SignInLink);
        await first.Page.WaitForURLAsync(product.Url + "/");
        return await first.Page.Context.StorageStateAsync();
    }

    private async Task<Visitor> OpenAsync(Product product)
    {
        var visitor = await lab.Browser.NewVisitorAsync(storageState: await SignInAsync(product));
        await GoAsync(visitor, product);
        return visitor;
    }

    private static async Task GoAsync(Visitor visitor, Product product)
    {
        await visitor.Page.GotoAsync(product.Url + "/parts");
        await Expect(visitor.TestId("part-code").Locator(".wc-code-text")).ToHaveAttributeAsync("data-ready", "");
    }
}

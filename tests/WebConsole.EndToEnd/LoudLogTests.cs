using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>The log at its most verbose level, while a user works.</summary>
public sealed class LoudLogTests(Lab lab)
{
    [Fact, Trait("Attack", "L1")]
    public async Task NothingThatIsTypedOrCarried_ReachesTheLog()
    {
        await lab.Guest.EnsureRunningAsync();
        await using var product = await Product.StartAsync(Ports.Free(), null, "--Serilog:MinimumLevel:Default=Verbose", "--Serilog:MinimumLevel:Override:Microsoft=Verbose",
            "--Serilog:MinimumLevel:Override:Microsoft.AspNetCore.SignalR=Verbose", "--Serilog:MinimumLevel:Override:Microsoft.AspNetCore.Components=Verbose");
        var link = await product.NewLinkAsync();
        await using var visitor = await lab.Browser.NewVisitorAsync();
        await visitor.Page.GotoAsync(link);
        await visitor.Page.WaitForURLAsync(product.Url + "/");

        await visitor.Page.GotoAsync(product.Url + "/machines?q=query-of-an-address");
        var filter = visitor.Page.Locator("input[type=search]");
        await filter.FillAsync("typed-into-a-field");
        await visitor.Page.WaitForURLAsync(url => url.Contains("typed-into-a-field", StringComparison.Ordinal));

        await visitor.Page.GotoAsync(product.Url + lab.Guest.Page + "?tab=serial");
        var console = visitor.TestId("serial-console");
        await Expect(console).ToHaveAttributeAsync("data-state", "connected");
        await console.ClickAsync();
        await visitor.Page.Keyboard.InsertTextAsync("echo put-into-a-console-$((6*7))");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(console).ToContainTextAsync("put-into-a-console-42");
        var cookies = await visitor.Page.Context.CookiesAsync();
        await visitor.Page.GotoAsync("about:blank");
        await Wait.ForAsync(() => Task.FromResult(product.Output.Contains("Closed the", StringComparison.Ordinal)), TimeSpan.FromSeconds(60));

        Assert.Equal(2, cookies.Count);
        foreach (var secret in (string[])[link.Split("token=")[1], "query-of-an-address", "typed-into-a-field", "put-into-a-console", .. cookies.Select(cookie => cookie.Value)])
            Assert.DoesNotContain(secret, product.Output, StringComparison.Ordinal);
        // The prefix of all data that .NET's data protection encrypts: circuit secrets, antiforgery tokens, cookies.
        Assert.DoesNotContain("CfDJ8", product.Output, StringComparison.Ordinal);
    }
}

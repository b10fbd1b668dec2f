using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>Sign-in and sign-out.</summary>
public sealed class SignInTests(Lab lab)
{
    [Fact]
    public async Task Link_SignsInOnceAndLeavesTheAddress()
    {
        var link = await lab.Product.NewLinkAsync();
        await using var first = await lab.Browser.NewVisitorAsync();
        await first.Page.GotoAsync(link);
        await first.Page.WaitForURLAsync(lab.Url("/"));
        await Expect(first.TestId("nav-machines")).ToBeVisibleAsync();

        await using var second = await lab.Browser.NewVisitorAsync();
        await second.Page.GotoAsync(link);
        await second.Page.WaitForURLAsync(url => !url.Contains("token=", StringComparison.Ordinal));
        await Expect(second.TestId("nav-machines")).ToHaveCountAsync(0);
    }

    [Fact, Trait("Attack", "A2")]
    public async Task PageWithoutSignIn_AsksForItAndComesBack()
    {
        await using var visitor = await lab.Browser.NewVisitorAsync();
        await visitor.Page.GotoAsync(lab.Url("/machines?state=running"));

        Assert.StartsWith(lab.Url("/sign-in?returnUrl="), visitor.Page.Url, StringComparison.OrdinalIgnoreCase);
        await Expect(visitor.TestId("machine-row")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task OpenTab_WhoseSessionEndsElsewhere_GoesToSignInWithTheReason_AndComesBack()
    {
        await using var visitor = await lab.Browser.NewVisitorAsync();
        await visitor.Page.GotoAsync(await lab.Product.NewLinkAsync());
        await visitor.Page.WaitForURLAsync(lab.Url("/"));
        await visitor.Page.GotoAsync(lab.Url("/machines?q=no-such"));
        await Expect(visitor.TestId("nav-machines")).ToBeVisibleAsync();

        var other = await visitor.Page.Context.NewPageAsync();
        await other.GotoAsync(lab.Url("/tasks"));
        await other.GetByTestId("user").ClickAsync();
        await other.GetByTestId("sign-out").ClickAsync();

        await Expect(visitor.TestId("session-ended")).ToContainTextAsync("signed out in another tab");
        await other.GotoAsync(await lab.Product.NewLinkAsync());
        await other.WaitForURLAsync(lab.Url("/"));
        await visitor.Page.ReloadAsync();
        await Expect(visitor.TestId("nav-machines")).ToBeVisibleAsync();
        Assert.EndsWith("/machines?q=no-such", visitor.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignOut_EndsTheSession()
    {
        await using var visitor = await lab.Browser.NewVisitorAsync();
        await visitor.Page.GotoAsync(await lab.Product.NewLinkAsync());
        await visitor.Page.WaitForURLAsync(lab.Url("/"));

        await visitor.TestId("user").ClickAsync();
        await visitor.TestId("sign-out").ClickAsync();
        await visitor.Page.WaitForURLAsync(url => url.Contains("/sign-in", StringComparison.Ordinal));
        await visitor.Page.GotoAsync(lab.Url("/machines"));

        Assert.Contains("/sign-in", visitor.Page.Url, StringComparison.Ordinal);
    }
}

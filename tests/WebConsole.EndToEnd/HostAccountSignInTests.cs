using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>Accounts of the host at the sign-in form, with the real PAM.</summary>
public sealed class HostAccountSignInTests(Lab lab)
{
    private const string Refused = "Sign-in failed. The name or the password is wrong, or the account has no entry here.";

    [Theory]
    [InlineData(HostAccounts.Administrator, "Administrator")]
    [InlineData(HostAccounts.Operator, "Operator")]
    [InlineData(HostAccounts.Viewer, "Viewer")]
    public async Task Account_ComesInWithTheRoleOfItsGroupsWhereItWantedTo(string name, string role)
    {
        await using var visitor = await lab.Browser.NewVisitorAsync();
        await visitor.Page.GotoAsync(lab.Url("/machines?q=e2e"));

        await HostAccounts.SignInAsync(visitor, name);

        await visitor.Page.WaitForURLAsync(lab.Url("/machines?q=e2e"));
        await Expect(MachinesTests.Row(visitor, lab.Guest)).ToBeVisibleAsync();
        await visitor.TestId("user").ClickAsync();
        var user = visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Menu, new() { Name = "Signed in" });
        await Expect(user).ToContainTextAsync(name);
        await Expect(user).ToContainTextAsync(role);
        Assert.Empty(visitor.Complaints);
    }

    [Fact, Trait("Attack", "A5")]
    public async Task Refusals_LookAlikeAndKeepAllButThePassword()
    {
        await Task.WhenAll(RefuseAsync(HostAccounts.Viewer, "wrong"), RefuseAsync(HostAccounts.WithoutRole, HostAccounts.Password),
            RefuseAsync("webconsole-nobody", HostAccounts.Password));
    }

    [Fact]
    public async Task WrongPassword_IsCorrectedWhereItWasTyped()
    {
        await using var visitor = await lab.Browser.NewVisitorAsync();
        await visitor.Page.GotoAsync(lab.Url("/tasks"));
        await HostAccounts.SignInAsync(visitor, HostAccounts.Operator, "wrong");
        await Expect(visitor.TestId("sign-in-error")).ToBeVisibleAsync();

        await Expect(visitor.Page.Locator("#password")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.TypeAsync(HostAccounts.Password);
        await visitor.Page.Keyboard.PressAsync("Enter");

        await visitor.Page.WaitForURLAsync(lab.Url("/tasks"));
        await Expect(visitor.TestId("user")).ToContainTextAsync(HostAccounts.Operator);
    }

    private async Task RefuseAsync(string name, string password)
    {
        await using var visitor = await lab.Browser.NewVisitorAsync();
        await visitor.Page.GotoAsync(lab.Url("/machines"));
        await HostAccounts.SignInAsync(visitor, name, password);

        await Expect(visitor.TestId("sign-in-error")).ToHaveTextAsync(Refused);
        await Expect(visitor.Page.Locator("#user")).ToHaveValueAsync(name);
        await Expect(visitor.Page.Locator("#password")).ToHaveValueAsync("");
        await visitor.Page.GotoAsync(lab.Url("/machines"));
        await Expect(visitor.TestId("sign-in")).ToBeVisibleAsync();
    }
}

using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>
/// The product installed as in docs/operations.md: with its own user and all restrictions of its systemd unit.
/// </summary>
public sealed class ServiceTests(Lab lab)
{
    [Fact]
    public async Task Unit_LeavesTheProductWhatItNeeds()
    {
        await lab.Guest.EnsureRunningAsync();
        await using var service = await Product.InstallAsync();
        await using var byLink = await lab.Browser.NewVisitorAsync();
        await byLink.Page.GotoAsync(service.SignInLink);
        await byLink.Page.WaitForURLAsync(service.Url + "/");
        var screen = await Screen.OpenAsync(byLink, lab.Guest, service.Url + lab.Guest.Page + "/console");
        await screen.TypesIntoTheGuestAsync("typed-through-the-service");

        await using var byPassword = await lab.Browser.NewVisitorAsync();
        await byPassword.Page.GotoAsync(service.Url + "/tasks");
        await Expect(byPassword.Page.Locator("code")).ToHaveTextAsync("ask-the-administrator");
        await HostAccounts.SignInAsync(byPassword, HostAccounts.Administrator);
        await Expect(byPassword.TestId("user")).ToContainTextAsync(HostAccounts.Administrator);
    }
}

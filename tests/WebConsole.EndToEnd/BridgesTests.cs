using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>A bridge made in the page, by a real NetworkManager: tests/Lab/network-manager.sh.</summary>
public sealed class BridgesTests(Lab lab) : IAsyncLifetime
{
    private static readonly string NetworkManager = Repository.File("tests/Lab/network-manager.sh");

    // Its daemons would keep the pipe of our shell open.
    public async ValueTask InitializeAsync() => await Shell.RunAsync("sh", "-c", $"{NetworkManager} start > /run/lab/network-manager.log 2>&1");

    public async ValueTask DisposeAsync() => await Shell.RunAsync(NetworkManager, "stop");

    [Fact]
    public async Task OpenPage_KeepsTheBridgeThatItMade()
    {
        await using var visitor = await lab.AdministratorAsync();
        var page = visitor.Page;
        await page.GotoAsync(lab.Url("/networks?tab=interfaces"));
        await Expect(page.Locator("[data-testid=interface-row][data-key=lan0]")).ToContainTextAsync("10.77.0.5/24");
        await page.Locator("[data-key=lan0] a").First.ClickAsync();
        await page.GetByTestId("action-new-bridge").ClickAsync();
        await page.GetByTestId("field-name").Locator("input").FillAsync("br9");
        await page.GetByTestId("submit").ClickAsync();

        // The page stays on the card, which becomes a port, and nobody presses anything.
        await Expect(page.GetByTestId("bridge-recipe").Locator("a")).ToHaveTextAsync("br9", new() { Timeout = 30_000 });
        await Wait.ForAsync(async () => (await Shell.RunAsync("sh", "-c", "nmcli -g connection.autoconnect connection show office")).Trim() == "no", TimeSpan.FromSeconds(30), "the change is kept");
        await page.GotoAsync(lab.Url("/networks?tab=interfaces"));
        await Expect(page.Locator("[data-testid=interface-row][data-key=br9]")).ToContainTextAsync("10.77.0.5/24");
        await Expect(page.Locator("[data-testid=interface-row][data-key=lan0]")).ToHaveAttributeAsync("data-level", "1");
    }
}

using System.Text.RegularExpressions;
using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>
/// The product installed as in docs/operations.md puts port forwards in force without being root: through the socket, by the unit
/// with all its restrictions.
/// </summary>
public sealed class ServiceForwardTests(Lab lab)
{
    private const string Address = "192.168.122.77";

    [Fact]
    public async Task Forward_OfARunningMachine_IsInForceThroughTheSocket()
    {
        await lab.Guest.EnsureRunningAsync();
        await using var service = await Product.InstallAsync();
        await using var visitor = await lab.Browser.NewVisitorAsync();
        await visitor.Page.GotoAsync(service.SignInLink);
        await visitor.Page.WaitForURLAsync(service.Url + "/");
        try
        {
            await visitor.Page.GotoAsync($"{service.Url}{lab.Guest.Page}?tab=hardware");
            await visitor.TestId("add-forward").ClickAsync();
            await visitor.TestId("field-hostPort").Locator("input").FillAsync("8443");
            await visitor.TestId("field-address").Locator("input").FillAsync(Address);
            await visitor.TestId("submit").ClickAsync();

            // The guest may have another address by a lease until it renews that.
            await Expect(visitor.TestId("forward-row")).ToHaveAttributeAsync("data-state", new Regex("^(active|elsewhere)$"));
            Assert.Contains($"tcp dport 8443 dnat to {Address}:8443", await RulesAsync(), StringComparison.Ordinal);

            // The unit's check, which the service asks for each minute.
            await Shell.RunAsync("nft", "delete", "table", "ip", "webconsole_forwards");
            await Wait.ForAsync(async () => (await RulesAsync()).Contains("8443", StringComparison.Ordinal), TimeSpan.FromSeconds(120));

            await visitor.TestId("remove-forward").ClickAsync();
            await Expect(visitor.TestId("forward-row")).ToHaveCountAsync(0);
            Assert.Equal("", await RulesAsync());
        }
        finally
        {
            await Shell.RunAsync("sh", "-c", $"virsh -c qemu:///system net-update default delete ip-dhcp-host \"<host ip='{Address}'/>\" --live --config; nft delete table ip webconsole_forwards; true");
        }
    }

    private static Task<string> RulesAsync() => Shell.RunAsync("sh", "-c", "nft list table ip webconsole_forwards 2> /dev/null; true");
}

using AngleSharp.Dom;
using Bunit;
using WebConsole.Components;
using WebConsole.ComponentTests.Support;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>Why a machine's network card is not reachable, in a drawer.</summary>
public sealed class CardPathTests : PageContext
{
    private const string Mac = "52:54:00:00:00:01";

    [Fact]
    public async Task Places_AreShownWithTheirStates_AndWhatIsWrong_HasItsAction()
    {
        var page = await AskAsync($"<interface type='network'><mac address='{Mac}'/><source network='default'/><link state='down'/></interface>");

        page.WaitForAssertion(() => Assert.Equal("wrong", Step(page, "link").GetAttribute("data-state")));
        Assert.Equal("Plug in cable", Step(page, "link").QuerySelector("[data-testid=mend-link]")!.TextContent);
        Assert.Equal("ok", Step(page, "network").GetAttribute("data-state"));
        Assert.Contains("Only the host itself", Step(page, "tap").TextContent, StringComparison.Ordinal);
        Assert.Contains("things are wrong", page.Find("[data-testid=path-sum]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Viewer_SeesTheWay_WithoutActions()
    {
        var page = await AskAsync($"<interface type='network'><mac address='{Mac}'/><source network='default'/><link state='down'/></interface>", Role.Viewer);

        page.WaitForAssertion(() => Assert.Equal("wrong", Step(page, "link").GetAttribute("data-state")));
        Assert.Empty(page.FindAll("[data-testid^=mend-]"));
    }

    [Fact]
    public async Task HostileNames_AreText()
    {
        var page = await AskAsync($"<interface type='network'><mac address='{Mac}'/><source network='&lt;script&gt;alert(1)&lt;/script&gt;'/></interface>");

        page.WaitForAssertion(() => Assert.Contains("<script>", Step(page, "network").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-testid=card-path] script"));
    }

    private async Task<IRenderedComponent<Routes>> AskAsync(string card, Role role = Role.Administrator)
    {
        var machine = TestInventory.Full.Machines[TestInventory.Id(1)];
        Inventory.Update(_ => TestInventory.Full.Set(machine with { MacAddresses = [Mac], Xml = $"<domain type='kvm'><name>web-01</name><devices>{card}</devices></domain>" })
            .WithHost(TestInventory.HostName, host => host with { Facts = host.Facts! with { IsLocal = false } }));
        var page = Open($"/machines/{TestInventory.Id(1)}?tab=hardware", role);
        await page.ClickAsync("[data-testid=why-not-reachable]");
        return page;
    }

    private static IElement Step(IRenderedComponent<Routes> page, string step) => page.Find($"[data-testid=path-step][data-step={step}]");
}

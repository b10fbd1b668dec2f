using Bunit;
using WebConsole.Components;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>What can be done to a network on the list and on its page.</summary>
public sealed class NetworkActionsTests : PageContext
{
    private static readonly string Url = $"/networks/{TestInventory.HostName}/{TestInventory.NetworkId:D}";

    [Theory]
    [InlineData(Role.Viewer, "")]
    [InlineData(Role.Operator, "")]
    [InlineData(Role.Administrator, "autostart-off edit delete stop")]
    public async Task RowMenu_HasWhatOneMayDo(Role role, string words)
    {
        Show(network => network);
        var page = Open("/networks", role);
        if (words.Length > 0)
            await page.ClickAsync("[data-testid=network-row] button");

        Assert.Equal(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), Actions(page, "#row-menu"));
    }

    [Theory]
    [InlineData(true, "stop")]
    [InlineData(false, "start")]
    public void Page_HasTheButtonOfItsState(bool active, string word)
    {
        Show(network => network with { Active = active });

        Assert.NotEmpty(Open(Url, Role.Administrator).FindAll($".wc-places > [data-testid=action-{word}]"));
    }

    [Theory]
    [InlineData(Role.Administrator, true)]
    [InlineData(Role.Viewer, false)]
    public void NetworkThatIsOff_IsStartedByAButtonOrByVirsh(Role role, bool may)
    {
        Show(network => network with { Active = false });
        var page = Open(Url, role);

        Assert.Equal(may, page.FindAll("[data-testid=start-hint] [data-testid=start-here]").Count > 0);
        Assert.Contains("net-start default", page.Find("[data-testid=start-hint]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TransientNetwork_SaysWhyItIsNotDeleted()
    {
        Show(network => network with { Persistent = false, Autostart = false });
        var page = Open("/networks", Role.Administrator);
        await page.ClickAsync("[data-testid=network-row] button");

        Assert.Equal("It has no lasting definition: libvirt forgets it when it stops.", page.Find("#row-menu .wc-menu-reason").TextContent);
        Assert.All(["autostart-on", "delete"], word => Assert.Equal("true", page.Find($"#row-menu [data-testid=action-{word}]").GetAttribute("aria-disabled")));
        Assert.False(page.Find("#row-menu [data-testid=action-stop]").HasAttribute("aria-disabled"));
    }

    private static string[] Actions(IRenderedComponent<Routes> page, string where) =>
        [.. page.FindAll($"{where} [data-testid^=action-]").Select(item => item.GetAttribute("data-testid")!["action-".Length..]).Except(["edit-xml", "restore"])];

    private void Show(Func<Network, Network> change) => Inventory.Update(_ => TestInventory.Full with
    {
        Networks = TestInventory.Full.Networks.SetItem((TestInventory.HostName, TestInventory.NetworkId), change(TestInventory.Full.Networks[(TestInventory.HostName, TestInventory.NetworkId)])),
    });
}

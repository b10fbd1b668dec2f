using Bunit;
using WebConsole.ComponentTests.Support;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

public sealed class NewPoolPageTests : PageContext
{
    [Theory]
    [InlineData(Role.Viewer, false)]
    [InlineData(Role.Operator, false)]
    [InlineData(Role.Administrator, true)]
    public void Form_IsOnlyForWhoMayCreateAPool(Role role, bool shown)
    {
        Inventory.Update(_ => TestInventory.Full);

        var page = Open("/storage/new", role);

        Assert.Equal(shown, page.FindAll("[data-testid=form]").Count > 0);
        Assert.Equal(!shown, page.Markup.Contains("You may not see this page.", StringComparison.Ordinal));
    }

    [Fact]
    public void HostThatIsAway_IsTold()
    {
        Inventory.Update(_ => TestInventory.Away);

        Assert.NotEmpty(Open("/storage/new").FindAll("[data-testid=host-notice]"));
    }
}

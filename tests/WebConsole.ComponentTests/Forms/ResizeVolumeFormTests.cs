using Bunit;
using MudBlazor;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

public sealed class ResizeVolumeFormTests : PageContext
{
    [Fact]
    public async Task SmallerSize_NeedsTheNameOfTheVolume()
    {
        var form = OpenForm();
        Assert.Empty(form.FindAll("[data-testid=typed-name]"));

        await form.Find("[data-testid=field-capacity] input").InputAsync("10 GiB");
        Assert.Contains("It loses its last 10 GiB.", form.Markup, StringComparison.Ordinal);
        Assert.True(Submit(form).HasAttribute("disabled"));
        await form.Find("[data-testid=typed-name]").InputAsync("web-01.qcow2");
        Assert.False(Submit(form).HasAttribute("disabled"));

        await form.Find("[data-testid=field-capacity] input").InputAsync("30 GiB");
        Assert.Contains("It grows by 10 GiB.", form.Markup, StringComparison.Ordinal);
        Assert.Empty(form.FindAll("[data-testid=typed-name]"));
    }

    private static AngleSharp.Dom.IElement Submit(IRenderedComponent<MudDialogProvider> form) => form.Find("[data-testid=submit]");

    private IRenderedComponent<MudDialogProvider> OpenForm()
    {
        Inventory.Update(_ => TestInventory.Full with
        {
            Volumes = TestInventory.Full.Volumes.SetItem((TestInventory.HostName, TestInventory.PoolId), new PoolVolumes([new("web-01.qcow2", "/srv/images/web-01.qcow2", "qcow2", 20L << 30, 0)])),
        });
        var page = Open($"/storage/{TestInventory.HostName}/{TestInventory.PoolId:D}", Role.Administrator);
        var dialogs = Render<MudDialogProvider>();
        page.Find("[data-testid=row-menu]").Click();
        // The click has ended when the form is closed.
        _ = page.WaitForElement("#row-menu [data-testid=action-resize]").ClickAsync(new());
        dialogs.WaitForElement("[data-testid=form]");
        return dialogs;
    }
}

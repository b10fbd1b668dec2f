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
        await form.Find("[data-testid=typed-name]").InputAsync("lonely.qcow2");
        Assert.False(Submit(form).HasAttribute("disabled"));

        await form.Find("[data-testid=field-capacity] input").InputAsync("30 GiB");
        Assert.Contains("It grows by 10 GiB.", form.Markup, StringComparison.Ordinal);
        Assert.Empty(form.FindAll("[data-testid=typed-name]"));
    }

    /// <summary>The pool has 60 GiB left.</summary>
    [Fact]
    public async Task GrowthBeyondThePool_IsWarnedOf()
    {
        var form = OpenForm();

        await form.Find("[data-testid=field-capacity] input").InputAsync("99 GiB");

        Assert.Contains("It may grow to 99 GiB: the pool images has 60 GiB left.", form.Find("[data-testid=field-capacity]").TextContent, StringComparison.Ordinal);
        Assert.NotNull(form.Find("[data-testid=preview-warns]"));
    }

    /// <summary>Someone may have the form open while a machine starts.</summary>
    [Fact]
    public void DiskOfARunningMachine_IsSaidBeforeItIsSent()
    {
        var form = OpenForm();
        Assert.Empty(form.FindAll("[data-testid=form-conflict]"));

        Inventory.Update(inventory => inventory.Set(TestInventory.Machine(1, "web-01") with { Xml = "<domain><devices><disk type='file'><source file='/srv/images/lonely.qcow2'/></disk></devices></domain>" }));
        form.Find("[data-testid=field-capacity] input").Input("30 GiB");

        Assert.Equal("It is a disk of web-01. Stop the machine first.", form.Find("[data-testid=form-conflict]").TextContent.Trim());
    }

    private static AngleSharp.Dom.IElement Submit(IRenderedComponent<MudDialogProvider> form) => form.Find("[data-testid=submit]");

    private IRenderedComponent<MudDialogProvider> OpenForm()
    {
        Inventory.Update(_ => TestInventory.Full with
        {
            Volumes = TestInventory.Full.Volumes.SetItem((TestInventory.HostName, TestInventory.PoolId), new PoolVolumes([new("lonely.qcow2", "/srv/images/lonely.qcow2", "qcow2", 20L << 30, 0)])),
        });
        var page = Open($"/storage/{TestInventory.HostName}/{TestInventory.PoolId:D}", Role.Administrator);
        var dialogs = Render<MudDialogProvider>();
        _ = page.ClickAsync("[data-testid=row-menu]");
        // The click has ended when the form is closed.
        _ = page.WaitForElement("#row-menu [data-testid=action-resize]").ClickAsync(new());
        dialogs.WaitForElement("[data-testid=form]");
        return dialogs;
    }
}

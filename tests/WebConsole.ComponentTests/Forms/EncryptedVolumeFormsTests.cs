using Bunit;
using MudBlazor;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

/// <summary>The forms by which a volume is copied and moved ask for a passphrase only where it has one.</summary>
public sealed class EncryptedVolumeFormsTests : PageContext
{
    [Theory]
    [InlineData("clone", true)]
    [InlineData("clone", false)]
    [InlineData("move", true)]
    [InlineData("move", false)]
    public void Passphrase_IsAskedForOfAnEncryptedVolume(string action, bool encrypted)
    {
        var form = OpenForm(action, encrypted);

        Assert.Equal(encrypted ? 1 : 0, form.FindAll("[data-testid=field-passphrase] input[type=password]").Count);
        if (action is "clone")
            Assert.Equal(encrypted ? 0 : 1, form.FindAll("[data-testid=field-format]").Count);
    }

    private IRenderedComponent<MudDialogProvider> OpenForm(string action, bool encrypted)
    {
        Inventory.Update(_ => TestInventory.Full with
        {
            Volumes = TestInventory.Full.Volumes.SetItem((TestInventory.HostName, TestInventory.PoolId), new PoolVolumes([new("safe.img", "/srv/images/safe.img", "raw", 20L << 30, 0) { Encrypted = encrypted }])),
        });
        var page = Open($"/storage/{TestInventory.HostName}/{TestInventory.PoolId:D}", Role.Administrator);
        var dialogs = Render<MudDialogProvider>();
        _ = page.ClickAsync("[data-testid=row-menu]");
        // The click has ended when the form is closed.
        _ = page.WaitForElement($"#row-menu [data-testid=action-{action}]").ClickAsync(new());
        dialogs.WaitForElement("[data-testid=form]");
        return dialogs;
    }
}

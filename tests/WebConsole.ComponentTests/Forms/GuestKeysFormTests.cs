using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WebConsole.Components.Shared.Forms;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Machines.Guest.Commands;
using WebConsole.Features.Machines.Guest.Forms;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

/// <summary>The form of the SSH keys of a guest's user.</summary>
public sealed class GuestKeysFormTests : PageContext
{
    private static readonly Machine Guest = TestInventory.Machine(1, "web-01", MachineState.Running) with { Xml = "<domain type='kvm'><name>web-01</name></domain>" };

    /// <summary>A right that is taken away while the form is open: the guest, which has no agent here, is not asked.</summary>
    [Theory]
    [InlineData(Role.Administrator, 1)]
    [InlineData(Role.Operator, 0)]
    [InlineData(Role.Viewer, 0)]
    public async Task KeysAreRead_ForWhoMayChangeThem(Role role, int answers)
    {
        Inventory.Update(_ => TestInventory.Empty.Set(Guest));
        Open("/accounts", role);
        var dialogs = Render<MudDialogProvider>();
        _ = dialogs.InvokeAsync(() => Services.GetRequiredService<IDialogService>().OpenAsync(typeof(GuestKeysForm), new DialogParameters { ["Action"] = SetGuestKeys.AsAction, ["Subject"] = Guest, ["Host"] = TestInventory.Host }));

        await dialogs.WaitForElement("[data-testid=read-keys]").ClickAsync(new());

        Assert.Equal(answers, dialogs.FindAll(".wc-guest-keys .wc-notice").Count);
        Assert.Empty(dialogs.FindAll("[data-testid=present-keys]"));
    }
}

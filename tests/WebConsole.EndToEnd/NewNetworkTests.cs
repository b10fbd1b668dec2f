using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>A network on a real libvirt, made, stopped and deleted in the browser.</summary>
public sealed class NewNetworkTests(Lab lab)
{
    [Fact]
    public async Task Network_IsMadeByKeyboard_AndDeletedByItsName()
    {
        const string Name = "e2e-office";
        await using var visitor = await lab.AdministratorAsync();
        await visitor.Page.GotoAsync(lab.Url("/networks"));
        await visitor.TestId("new-network").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.TestId("page-form")).ToBeVisibleAsync();
        // To the tiles' radio buttons, and from NAT to isolated.
        await visitor.TestId("field-forward").Locator("input").First.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("ArrowRight");
        await visitor.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(visitor.TestId("field-ipv4.address")).ToBeVisibleAsync();
        await visitor.TestId("field-name").Locator("input").FocusAsync();
        await visitor.Page.Keyboard.TypeAsync(Name);
        await Expect(visitor.TestId("summary-checks")).ToContainTextAsync("✓ name free");
        await visitor.Page.Keyboard.PressAsync("Control+Enter");

        await Expect(visitor.TestId("action-stop")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        Assert.Contains("<range start='192.168.", await Shell.VirshAsync("net-dumpxml", Name), StringComparison.Ordinal);
        Assert.DoesNotContain("<forward", await Shell.VirshAsync("net-dumpxml", Name), StringComparison.Ordinal);
        Assert.Matches("Active: *yes\nPersistent: *yes\nAutostart: *yes", await Shell.VirshAsync("net-info", Name));

        await visitor.TestId("more-actions").ClickAsync();
        await visitor.TestId("action-delete").ClickAsync();
        await Expect(visitor.TestId("confirm")).ToBeDisabledAsync();
        await visitor.TestId("typed-name").FillAsync(Name);
        await visitor.TestId("confirm").ClickAsync();
        await visitor.Page.WaitForURLAsync(lab.Url("/networks"), new() { Timeout = 60_000 });
        await Expect(visitor.TestId("network-row")).ToHaveCountAsync(1);
        Assert.DoesNotContain(Name, await Shell.VirshAsync("net-list", "--all", "--name"), StringComparison.Ordinal);
        Assert.Empty(visitor.Complaints);
    }
}

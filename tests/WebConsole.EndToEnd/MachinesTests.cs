using Microsoft.Playwright;
using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>The list of machines, by events: the page shows virsh's changes, and virsh shows the page's changes.</summary>
public sealed class MachinesTests(Lab lab)
{
    [Fact]
    public async Task MachineDefinedByVirsh_AppearsAndGoesWithIt()
    {
        await using var visitor = await OpenAsync();
        var guest = await Guest.DefineAsync("e2e-defined");

        await Expect(Row(visitor, guest)).ToHaveAttributeAsync("data-state", "shut-off");

        await Shell.VirshAsync("undefine", guest.Name);
        await Expect(Row(visitor, guest)).ToHaveCountAsync(0);
    }

    /// <summary>The next click hits the row that it is meant for: the bar of what is selected is as high as the toolbar, and in one line.</summary>
    [Theory]
    [InlineData(1440)]
    [InlineData(1100)]
    [InlineData(820)]
    public async Task FirstTick_MovesNoRow(int width)
    {
        await using var visitor = await lab.AdministratorAsync(width);
        await visitor.Page.GotoAsync(lab.Url("/machines"));
        var (row, bar) = (visitor.TestId("machine-row").First, visitor.TestId("bulk-bar"));
        var before = (await row.BoundingBoxAsync())!;

        await row.Locator("input[type=checkbox]").CheckAsync();
        await Expect(bar).ToBeVisibleAsync();

        Assert.Equal(before.Y, (await row.BoundingBoxAsync())!.Y);
        var clear = (await visitor.TestId("bulk-clear").BoundingBoxAsync())!;
        var place = (await bar.BoundingBoxAsync())!;
        Assert.InRange(clear.X + clear.Width, place.X, place.X + place.Width);
        Assert.InRange(clear.Y + clear.Height, place.Y, place.Y + place.Height);
        // What has no room as a button is in the menu.
        var menu = visitor.TestId("bulk-more");
        Assert.Equal(await visitor.TestId("delete-machines").IsVisibleAsync(), !await menu.IsVisibleAsync());
        if (!await menu.IsVisibleAsync())
            return;
        await menu.ClickAsync();
        await Expect(visitor.TestId("more-delete-machines")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task MachineStartedPausedAndStoppedByVirsh_IsShownSo()
    {
        var guest = await Guest.DefineAsync("e2e-by-virsh");
        await using var visitor = await OpenAsync();
        var row = Row(visitor, guest);

        await guest.StartAsync();
        await Expect(row).ToHaveAttributeAsync("data-state", "running");
        await Shell.VirshAsync("suspend", guest.Name);
        await Expect(row).ToHaveAttributeAsync("data-state", "paused");
        await Shell.VirshAsync("destroy", guest.Name);
        await Expect(row).ToHaveAttributeAsync("data-state", "shut-off");

        await Shell.VirshAsync("undefine", guest.Name);
    }

    [Fact]
    public async Task MachineStartedAndForcedOffFromThePage_IsSoForVirsh()
    {
        var guest = await Guest.DefineAsync("e2e-by-page");
        await using var visitor = await lab.AdministratorAsync();
        await visitor.Page.GotoAsync(lab.Url(guest.Page));

        await visitor.TestId("action-start").First.ClickAsync();
        await guest.WaitForStateAsync("running");
        await visitor.Page.GotoAsync(lab.Url("/machines"));
        await Expect(Row(visitor, guest)).ToHaveAttributeAsync("data-state", "running");

        await visitor.Page.GotoAsync(lab.Url(guest.Page));
        await ForceOffAsync(visitor);
        await guest.WaitForStateAsync("shut off");

        await Shell.VirshAsync("undefine", guest.Name);
    }

    [Fact]
    public async Task GuestShutDownAndStartedFromThePage_IsAskedAndComesBack()
    {
        await lab.Guest.EnsureRunningAsync();
        await using var visitor = await lab.AdministratorAsync();
        await visitor.Page.GotoAsync(lab.Url(lab.Guest.Page));
        var state = visitor.TestId("machine-state");

        await visitor.TestId("action-shutdown").First.ClickAsync();
        await Expect(state).ToHaveAttributeAsync("data-state", "shut-off", new() { Timeout = 120_000 });
        Assert.Contains("shutdown", await Shell.VirshAsync("domstate", "--reason", lab.Guest.Name), StringComparison.Ordinal);

        await visitor.TestId("action-start").First.ClickAsync();
        await Expect(state).ToHaveAttributeAsync("data-state", "running");
        await lab.Guest.WaitUntilUpAsync();
    }

    [Fact, Trait("Attack", "X1")]
    public async Task HostileTitle_IsShownAsText()
    {
        const string Title = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">";
        var guest = await Guest.DefineAsync("e2e-hostile");
        await Shell.VirshAsync("desc", guest.Name, "--title", "--config", "--new-desc", Title);
        await using var visitor = await OpenAsync();

        await Expect(Row(visitor, guest)).ToBeVisibleAsync();
        await visitor.Page.GotoAsync(lab.Url(guest.Page));
        await Expect(visitor.Page.GetByText(Title).First).ToBeVisibleAsync();
        Assert.DoesNotContain("owned", await visitor.Page.TitleAsync(), StringComparison.Ordinal);

        await Shell.VirshAsync("undefine", guest.Name);
    }

    internal static ILocator Row(Visitor visitor, Guest guest) => visitor.Page.Locator($"[data-testid=machine-row][data-machine='{guest.Uuid:D}']");

    internal static async Task ForceOffAsync(Visitor visitor)
    {
        await visitor.TestId("more-actions").First.ClickAsync();
        await visitor.TestId("action-force-off").First.ClickAsync();
        await visitor.TestId("confirm").ClickAsync();
    }

    private async Task<Visitor> OpenAsync()
    {
        var visitor = await lab.AdministratorAsync();
        await visitor.Page.GotoAsync(lab.Url("/machines"));
        await Expect(Row(visitor, lab.Guest)).ToBeVisibleAsync();
        return visitor;
    }
}

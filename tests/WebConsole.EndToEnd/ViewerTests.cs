using Microsoft.Playwright;
using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>A viewer and an administrator at the same machine.</summary>
public sealed class ViewerTests(Lab lab)
{
    [Fact, Trait("Attack", "C7"), Trait("Attack", "C8")]
    public async Task ViewerAtTheSameScreen_SeesItAndCannotType()
    {
        await lab.Guest.EnsureRunningAsync();
        await using var administrator = await lab.AdministratorAsync();
        await using var viewer = await lab.ViewerAsync();
        var first = await OpenAsync(administrator);

        var second = await OpenAsync(viewer);
        await second.ShowsWhatLibvirtSeesAsync();
        await Expect(first.Console).ToHaveAttributeAsync("data-view-only", "false");
        await Expect(second.Console).ToHaveAttributeAsync("data-view-only", "true");
        await Expect(second.Console.Locator("[data-console-action=view-only]")).ToBeDisabledAsync();
        await second.TypeAsync("echo looked > /dev/ttyS0");

        await first.TypesIntoTheGuestAsync("beside-a-viewer");
        Assert.DoesNotContain("looked", await lab.Guest.SerialAsync(), StringComparison.Ordinal);
        Assert.Equal(["connected"], await first.StatesAsync());
        Assert.Equal(["connected"], await second.StatesAsync());
        Assert.Empty(viewer.Complaints);
    }

    [Fact, Trait("Attack", "C7"), Trait("Attack", "C8")]
    public async Task ForgedMessagesOfAViewer_ReachNoKeyAndThrowNobodyOut()
    {
        await lab.Guest.EnsureRunningAsync();
        await using var administrator = await lab.AdministratorAsync();
        await using var viewer = await lab.ViewerAsync();
        var first = await OpenAsync(administrator);

        await using var forging = await ForgingClient.OpenAsync(viewer, lab.Guest, lab.Product.Url);
        // The letter x, the letter y by QEMU's extended message, the left button, a clipboard, and the power button.
        await forging.SendAsync(4, 1, 0, 0, 0, 0, 0, (byte)'x', 4, 0, 0, 0, 0, 0, 0, (byte)'x');
        await forging.SendAsync(255, 0, 0, 1, 0, 0, 0, (byte)'y', 0, 0, 0, 0x15, 255, 0, 0, 0, 0, 0, 0, (byte)'y', 0, 0, 0, 0x15);
        await forging.SendAsync(5, 1, 0, 10, 0, 10, 5, 0, 0, 10, 0, 10);
        await forging.SendAsync(6, 0, 0, 0, 0, 0, 0, 2, (byte)'h', (byte)'i');
        await forging.SendAsync(250, 0, 1, 4);
        await forging.SeeAsync();

        // A letter before it would make the command unknown.
        await first.TypesIntoTheGuestAsync("after-forgery");
        Assert.Equal(["connected"], await first.StatesAsync());
    }

    [Fact, Trait("Attack", "Z1")]
    public async Task Viewer_IsOfferedNothingAndRefusedByTheApi()
    {
        await lab.Guest.EnsureRunningAsync();
        await using var viewer = await lab.ViewerAsync();
        await viewer.Page.GotoAsync(lab.Url("/machines"));
        var row = MachinesTests.Row(viewer, lab.Guest);
        await row.GetByTestId("row-menu").ClickAsync();
        await Expect(viewer.Page.GetByRole(AriaRole.Menuitem)).ToHaveTextAsync("Console");
        await Expect(row.GetByRole(AriaRole.Checkbox)).ToHaveCountAsync(0);
        await Expect(Actions(viewer)).ToHaveCountAsync(0);

        await viewer.Page.GotoAsync(lab.Url(lab.Guest.Page));
        await Expect(viewer.TestId("machine-state")).ToHaveAttributeAsync("data-state", "running");
        await Expect(Actions(viewer)).ToHaveCountAsync(0);

        await using var operating = await lab.OperatorAsync();
        Assert.Equal(403, await PostAsync(viewer, "force-off"));
        Assert.Equal("running", await lab.Guest.StateAsync());
        Assert.Equal(202, await PostAsync(operating, "pause"));
        await Expect(viewer.TestId("machine-state")).ToHaveAttributeAsync("data-state", "paused");
        Assert.Equal(202, await PostAsync(operating, "resume"));
        await Expect(viewer.TestId("machine-state")).ToHaveAttributeAsync("data-state", "running");
    }

    private static ILocator Actions(Visitor visitor) => visitor.Page.Locator("[data-testid^=action-]");

    private Task<Screen> OpenAsync(Visitor visitor) => Screen.OpenAsync(visitor, lab.Guest, lab.Url(lab.Guest.Page + "/console"));

    /// <summary>Sends a request as our pages do: with the visitor's cookies and antiforgery token.</summary>
    private async Task<int> PostAsync(Visitor visitor, string action)
    {
        var request = visitor.Page.Context.APIRequest;
        var token = await (await request.GetAsync(lab.Url("/api/v1/antiforgery"))).JsonAsync();
        var answer = await request.PostAsync(lab.Url($"/api/v1{lab.Guest.Page}/{action}"), new()
        {
            Headers = new Dictionary<string, string>
            {
                ["Origin"] = lab.Product.Url,
                [token!.Value.GetProperty("header").GetString()!] = token.Value.GetProperty("token").GetString()!,
            },
        });
        return answer.Status;
    }
}

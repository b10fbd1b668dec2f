using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>The guest's screen and serial line in the page.</summary>
public sealed class ConsoleTests(Lab lab)
{
    [Fact]
    public async Task Screen_ShowsWhatLibvirtSeesAndTakesKeys()
    {
        await lab.Guest.EnsureRunningAsync();
        await using var visitor = await lab.AdministratorAsync();
        var screen = await OpenAsync(visitor);
        Assert.True(await screen.Console.Locator("canvas").EvaluateAsync<int>("canvas => canvas.width") > 300);

        await screen.ShowsWhatLibvirtSeesAsync();
        await screen.TypesIntoTheGuestAsync("typed-by-vnc");
    }

    [Fact]
    public async Task GuestRebootAndDaemonRestart_KeepTheTabAndWhatWasChosenThere()
    {
        await lab.Guest.EnsureRunningAsync();
        await using var visitor = await lab.AdministratorAsync();
        var console = (await OpenAsync(visitor)).Console;
        await visitor.Page.EvaluateAsync("window.sameDocument = true");
        await console.Locator("[data-console-action=view-only]").ClickAsync();
        await Expect(console).ToHaveAttributeAsync("data-view-only", "true");

        await Shell.VirshAsync("destroy", lab.Guest.Name);
        await Expect(console).ToHaveAttributeAsync("data-state", "off");
        await lab.Guest.StartAsync();
        await Expect(console).ToHaveAttributeAsync("data-state", "connected");

        await Shell.RunAsync(Repository.File("tests/Lab/daemon.sh"), "restart", "libvirtd");
        await Expect(console).ToHaveAttributeAsync("data-state", "connected");
        Assert.True(await visitor.Page.EvaluateAsync<bool>("window.sameDocument === true"));
        await Expect(console).ToHaveAttributeAsync("data-view-only", "true");
        await lab.Guest.WaitUntilUpAsync();
    }

    [Theory]
    [InlineData("/console", "vnc-console")]
    [InlineData("?tab=serial", "serial-console")]
    public async Task Controls_WorkOnlyWhileThereIsSomethingToControl(string part, string testId)
    {
        await lab.Guest.EnsureRunningAsync();
        await using var visitor = await lab.AdministratorAsync();
        await visitor.Page.GotoAsync(lab.Url(lab.Guest.Page + part));
        var console = visitor.TestId(testId);
        var (live, dead) = (console.Locator("[data-needs-control]:not([inert])"), console.Locator("[data-needs-control][inert]"));
        await Expect(console).ToHaveAttributeAsync("data-state", "connected");
        await Expect(dead).ToHaveCountAsync(0);
        await Expect(live).Not.ToHaveCountAsync(0);

        await Shell.VirshAsync("destroy", lab.Guest.Name);
        await Expect(console).ToHaveAttributeAsync("data-state", "off");
        await Expect(live).ToHaveCountAsync(0);
        await console.EvaluateAsync("console => console.querySelectorAll('[data-key], [data-console-action=paste]').forEach(button => button.click())");

        await lab.Guest.StartAsync();
        await Expect(console).ToHaveAttributeAsync("data-state", "connected");
        await Expect(dead).ToHaveCountAsync(0);
        Assert.DoesNotContain(visitor.Complaints, complaint => complaint.StartsWith("exception: ", StringComparison.Ordinal));
        await lab.Guest.WaitUntilUpAsync();
    }

    [Fact]
    public async Task SerialLine_TakesKeysAndShowsTheAnswer()
    {
        await lab.Guest.EnsureRunningAsync();
        await using var visitor = await lab.AdministratorAsync();
        await visitor.Page.GotoAsync(lab.Url(lab.Guest.Page + "?tab=serial"));
        var console = visitor.TestId("serial-console");
        await Expect(console).ToHaveAttributeAsync("data-state", "connected");

        await console.ClickAsync();
        await visitor.Page.Keyboard.TypeAsync("echo serial-$((6*7))\n", new() { Delay = 20 });

        await Expect(console).ToContainTextAsync("serial-42");
    }

    private Task<Screen> OpenAsync(Visitor visitor) => Screen.OpenAsync(visitor, lab.Guest, lab.Url(lab.Guest.Page + "/console"));
}

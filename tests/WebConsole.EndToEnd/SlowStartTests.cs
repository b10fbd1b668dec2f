using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>
/// A page waits for a slow server, and is reloaded if it receives nothing at all. The test controls the page's clock.
/// </summary>
public sealed class SlowStartTests(Lab lab)
{
    [Fact]
    public async Task PageThatComesLate_IsNotLoadedAgain()
    {
        await using var visitor = await lab.AdministratorAsync();
        await visitor.Page.Clock.InstallAsync();
        var tap = await CircuitTap.OnAsync(visitor.Page, holding: true);
        await visitor.Page.GotoAsync(lab.Url("/machines"));
        await Wait.ForAsync(() => Task.FromResult(tap.Connections == 1), TimeSpan.FromSeconds(60), "the page connects");
        await visitor.Page.EvaluateAsync("window.sameDocument = true");

        await visitor.Page.Clock.RunForAsync(20_000);
        await Expect(visitor.Page.GetByText("Connecting to WebConsole…")).ToBeVisibleAsync();
        tap.Release();

        await Expect(MachinesTests.Row(visitor, lab.Guest)).ToBeVisibleAsync();
        Assert.True(await visitor.Page.EvaluateAsync<bool>("window.sameDocument === true"));
        Assert.Equal(1, tap.Connections);
    }

    [Fact]
    public async Task ClickWithoutAnAnswer_IsSaidAtOnce_AndADeadConnectionSoonAfter()
    {
        await using var visitor = await lab.AdministratorAsync();
        var tap = await CircuitTap.OnAsync(visitor.Page);
        await visitor.Page.GotoAsync(lab.Url("/machines"));
        await Expect(MachinesTests.Row(visitor, lab.Guest)).ToBeVisibleAsync();
        var notice = visitor.Page.Locator("#components-reconnect-modal");

        tap.Hold();
        await visitor.TestId("nav-tasks").ClickAsync();
        await Expect(notice).ToContainTextAsync("Waiting for an answer", new() { UseInnerText = true, Timeout = 4_000 });
        tap.Release();
        await Expect(notice).ToBeHiddenAsync();

        tap.Hold();
        await visitor.TestId("nav-machines").ClickAsync();
        await Expect(notice).ToContainTextAsync("Connection to WebConsole lost", new() { UseInnerText = true, Timeout = 14_000 });
        tap.Release();
        await Expect(notice).ToContainTextAsync("What you did last may not have arrived", new() { UseInnerText = true, Timeout = 14_000 });
        await Expect(notice).ToBeHiddenAsync(new() { Timeout = 12_000 });
    }

    [Fact]
    public async Task PageThatHearsNothing_IsLoadedAgain()
    {
        await using var visitor = await lab.AdministratorAsync();
        await visitor.Page.Clock.InstallAsync();
        var tap = await CircuitTap.OnAsync(visitor.Page, holding: true);
        await visitor.Page.GotoAsync(lab.Url("/machines"));
        await Wait.ForAsync(() => Task.FromResult(tap.Connections == 1), TimeSpan.FromSeconds(60), "the page connects");

        await visitor.Page.Clock.RunForAsync(40_000);
        await Wait.ForAsync(() => Task.FromResult(tap.Connections == 2), TimeSpan.FromSeconds(60), "it is loaded again");
        tap.Release();

        await Expect(MachinesTests.Row(visitor, lab.Guest)).ToBeVisibleAsync();
    }
}

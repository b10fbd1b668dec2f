using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using WebConsole.Components.Shared.Tasks;
using WebConsole.EndToEnd.Support;
using WebConsole.Features.Machines;
using WebConsole.Features.Tasks;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>
/// A page that an exception has ended says so, is reloaded once automatically, and then offers a button to reload.
/// </summary>
public sealed class DeadPageTests(Lab lab)
{
    // A machine of libvirt's test driver.
    private const string Console = "/machines/test/6695eb01-f6a4-8304-79aa-97f2502e193f/console";

    [Theory]
    [InlineData(nameof(Failure.Event))]
    [InlineData(nameof(Failure.Rendering))]
    [InlineData(nameof(Failure.Differ))]
    [InlineData(nameof(Failure.Background))]
    public async Task PageThatDies_IsLoadedAgainOnceAndThenOffersTo(string failure)
    {
        await using var product = await FailingProduct.StartAsync(typeof(TaskStrip), Enum.Parse<Failure>(failure));
        await using var visitor = await OpenAsync(product, "/tasks?state=failed");

        await DiesTwiceAsync(visitor);

        Assert.Equal(product.Url + "/tasks?state=failed", visitor.Page.Url);
        await WasLoggedAsync(product, "/tasks", failure == nameof(Failure.Differ) ? "the same" : $"failed on purpose: {failure}");
        product.Failure = Failure.None;
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Page.Locator(".wc-frame")).ToBeVisibleAsync();
        await Expect(Notice(visitor)).ToBeHiddenAsync();
    }

    [Fact]
    public async Task BareConsolePageThatDies_SaysSoToo()
    {
        await using var product = await FailingProduct.StartAsync(typeof(ConsolePage), Failure.Differ);
        await using var visitor = await OpenAsync(product, Console);

        await DiesTwiceAsync(visitor);

        await WasLoggedAsync(product, Console, "the same");
    }

    [Fact]
    public async Task PageThatDiesAtEachLoad_IsNotLoadedForEver()
    {
        await using var product = await FailingProduct.StartAsync(typeof(TaskStrip), Failure.Beginning);
        await using var visitor = await OpenAsync(product, "/tasks");
        var loads = 0;
        visitor.Page.DOMContentLoaded += (_, _) => loads++;
        await visitor.Page.Clock.InstallAsync();

        await Expect(Notice(visitor)).ToHaveAttributeAsync("data-state", "offering");
        await visitor.Page.Clock.RunForAsync(600_000);

        await Expect(Notice(visitor)).ToHaveAttributeAsync("data-state", "offering");
        Assert.Equal(1, loads);
        await WasLoggedAsync(product, "/tasks", "failed on purpose: Beginning");
    }

    [Fact]
    public async Task FailureInsideOfABoundary_StaysThere()
    {
        await using var product = await FailingProduct.StartAsync(typeof(TasksPage), Failure.Rendering);
        await using var visitor = await OpenAsync(product, "/tasks?state=failed");

        await visitor.TestId("fail").ClickAsync();
        await Expect(visitor.TestId("error")).ToContainTextAsync("failed on purpose: Rendering");
        await Expect(Notice(visitor)).ToBeHiddenAsync();
        await WasLoggedAsync(product, "/tasks", "failed on purpose: Rendering");

        product.Failure = Failure.None;
        await visitor.TestId("error").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(visitor.TestId("fail")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task FailureForAScript_IsTheScripts()
    {
        await using var product = await FailingProduct.StartAsync(typeof(TaskStrip), Failure.None);
        await using var visitor = await OpenAsync(product, "/tasks");
        await Expect(visitor.TestId("fail")).ToBeVisibleAsync();

        Assert.True(await visitor.Page.EvaluateAsync<bool>("DotNet.invokeMethodAsync('WebConsole.EndToEnd', 'FailForScript').then(() => false, () => true)"));

        product.Failure = Failure.Event;
        await visitor.TestId("fail").ClickAsync();
        await Expect(Notice(visitor)).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(1440, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    public async Task CircuitEndedByWhatABrowserSent_IsSaid(int width, ColorScheme scheme)
    {
        await using var visitor = await lab.AdministratorAsync(width, scheme: scheme);
        var tap = await CircuitTap.OnAsync(visitor.Page);
        await visitor.Page.GotoAsync(lab.Url("/machines?host=local"));
        for (var connection = 1; connection <= 2; connection++)
        {
            await Expect(MachinesTests.Row(visitor, lab.Guest)).ToBeVisibleAsync();
            Assert.Equal(connection, tap.Connections);
            tap.EndCircuit();
            await Expect(Notice(visitor)).ToBeVisibleAsync();
            if (connection == 1)
                await Expect(Notice(visitor)).ToBeHiddenAsync();
        }

        await Expect(Notice(visitor)).ToHaveAttributeAsync("data-state", "offering");
        await visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(Repository.File("artifacts/screens"), $"stopped-{width}.png") });
        Assert.False(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"));
        Assert.Empty((await visitor.Page.RunAxe()).Violations.Select(found => $"{found.Id}: {found.Nodes[0].Html}"));
        Assert.DoesNotContain("?host=local", lab.Product.Output, StringComparison.Ordinal);
    }

    private static ILocator Notice(Visitor visitor) => visitor.Page.Locator("#wc-stopped");

    private static async Task DiesTwiceAsync(Visitor visitor)
    {
        await visitor.Page.EvaluateAsync("window.sameDocument = true");
        await visitor.TestId("fail").ClickAsync();
        await Expect(Notice(visitor)).ToHaveAttributeAsync("data-state", "loading");
        await Expect(Notice(visitor).GetByText("It loads again by itself…")).ToBeVisibleAsync();

        await Expect(Notice(visitor)).ToBeHiddenAsync();
        Assert.False(await visitor.Page.EvaluateAsync<bool>("window.sameDocument === true"));
        await visitor.TestId("fail").ClickAsync();
        await Expect(Notice(visitor).GetByRole(AriaRole.Button)).ToBeFocusedAsync();
        await Expect(Notice(visitor)).ToHaveRoleAsync(AriaRole.Alert);
    }

    private static async Task WasLoggedAsync(FailingProduct product, string path, string exception)
    {
        await Wait.ForAsync(() => Task.FromResult(product.Lines.Any(line => line.Contains(exception, StringComparison.Ordinal) && line.Contains(path, StringComparison.Ordinal))),
            TimeSpan.FromSeconds(60), $"the log has the exception with {path}");
        Assert.DoesNotContain(product.Lines, line => line.Contains("state=failed", StringComparison.Ordinal));
    }

    private async Task<Visitor> OpenAsync(FailingProduct product, string path)
    {
        var visitor = await lab.Browser.NewVisitorAsync();
        await visitor.Page.GotoAsync(product.SignInLink);
        await visitor.Page.WaitForURLAsync(product.Url + "/");
        await visitor.Page.GotoAsync(product.Url + path);
        return visitor;
    }
}

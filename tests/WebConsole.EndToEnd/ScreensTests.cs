using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>Every page in both themes, wide and narrow: a picture is left, nothing complains, and everyone can use it.</summary>
public sealed class ScreensTests(Lab lab)
{
    private const int Wide = 1440, Narrow = 390;

    public static TheoryData<string, string> Pages => new()
    {
        { "overview", "/" },
        { "machines", "/machines" },
        { "machine", "{guest}" },
        { "machine-console", "{guest}?tab=console" },
        { "machine-serial", "{guest}?tab=serial" },
        { "machine-hardware", "{guest}?tab=hardware" },
        { "machine-xml", "{guest}?tab=xml" },
        { "machine-tasks", "{guest}?tab=tasks" },
        { "console", "{guest}/console" },
        { "storage", "/storage" },
        { "networks", "/networks" },
        { "host", "/host" },
        { "tasks", "/tasks" },
        { "accounts", "/accounts" },
        { "not-found", "/machines/local/00000000-0000-0000-0000-000000000000" },
    };

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_IsCleanInBothThemesWideAndNarrow(string name, string path)
    {
        await lab.Guest.EnsureRunningAsync();
        foreach (var scheme in new[] { ColorScheme.Dark, ColorScheme.Light })
        {
            foreach (var width in new[] { Wide, Narrow })
            {
                await using var visitor = await lab.AdministratorAsync(width, 900, scheme);
                await visitor.Page.GotoAsync(lab.Url(path.Replace("{guest}", lab.Guest.Page, StringComparison.Ordinal)));
                await SettleAsync(visitor);
                await CheckAsync(visitor, $"{name}-{scheme}-{width}".ToLowerInvariant(), expectNotFound: name == "not-found");
            }
        }
    }

    [Fact]
    public async Task SignInPage_IsCleanInBothThemesWideAndNarrow()
    {
        foreach (var scheme in new[] { ColorScheme.Dark, ColorScheme.Light })
        {
            foreach (var width in new[] { Wide, Narrow })
            {
                await using var visitor = await lab.Browser.NewVisitorAsync(width, 900, scheme);
                await visitor.Page.GotoAsync(lab.Url("/sign-in"));
                await CheckAsync(visitor, $"sign-in-{scheme}-{width}".ToLowerInvariant());
            }
        }
    }

    [Fact]
    public async Task OpenDialog_IsAccessible()
    {
        await lab.Guest.EnsureRunningAsync();
        foreach (var scheme in new[] { ColorScheme.Dark, ColorScheme.Light })
        {
            await using var visitor = await lab.AdministratorAsync(scheme: scheme);
            await visitor.Page.GotoAsync(lab.Url(lab.Guest.Page));
            await visitor.TestId("more-actions").First.ClickAsync();
            await visitor.TestId("action-force-off").First.ClickAsync();
            await Expect(visitor.TestId("confirm")).ToBeVisibleAsync();
            await CheckAsync(visitor, $"dialog-{scheme}-{Wide}".ToLowerInvariant());
        }
    }

    /// <summary>The circuit is up, and what loads by itself has loaded: charts have points, the console a picture.</summary>
    private static async Task SettleAsync(Visitor visitor)
    {
        await Expect(visitor.Page.Locator("h1").First).ToBeVisibleAsync();
        foreach (var chart in await visitor.Page.Locator("[data-testid^=chart-]").AllAsync())
            await Expect(chart).ToHaveAttributeAsync("data-samples", new System.Text.RegularExpressions.Regex("^[1-9]"));
        foreach (var console in await visitor.Page.Locator("[data-testid=vnc-console]").AllAsync())
            await Expect(console).ToHaveAttributeAsync("data-state", "connected");
    }

    private static async Task CheckAsync(Visitor visitor, string name, bool expectNotFound = false)
    {
        Directory.CreateDirectory(Repository.File("artifacts/screens"));
        await visitor.Page.ScreenshotAsync(new() { Path = Repository.File($"artifacts/screens/{name}.png") });
        foreach (var tab in await visitor.Page.Locator(".wc-tab[aria-current=page]").AllAsync())
            await Expect(tab).ToBeInViewportAsync(new() { Ratio = 1 });
        foreach (var tag in await visitor.Page.Locator(".wc-accounts .wc-tag").AllAsync())
            await Expect(tag).ToBeInViewportAsync(new() { Ratio = 1 });
        Assert.False(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"), $"{name} scrolls sideways");
        // The browser itself reports a 404 page as an error of its address.
        Assert.DoesNotContain(visitor.Complaints, complaint => !(expectNotFound && complaint.Contains("404", StringComparison.Ordinal)));
        var findings = await visitor.Page.RunAxe();
        Assert.True(findings.Violations.Length == 0, $"{name}: " + string.Join('\n', findings.Violations.Select(found =>
            $"{found.Id}: {found.Help}\n  " + string.Join("\n  ", found.Nodes.Select(node => node.Html)))));
    }
}

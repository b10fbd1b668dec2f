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
        { "pool", "{pool}" },
        { "networks", "/networks" },
        { "network", "{network}" },
        { "host", "/host" },
        { "host-capabilities", "/host?tab=capabilities" },
        { "host-devices", "/host?tab=devices" },
        { "tasks", "/tasks" },
        { "accounts", "/accounts" },
        { "not-found", "/machines/local/00000000-0000-0000-0000-000000000000" },
    };

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_IsCleanInBothThemesWideAndNarrow(string name, string path)
    {
        await lab.Guest.EnsureRunningAsync();
        path = await FillAsync(path);
        foreach (var scheme in new[] { ColorScheme.Dark, ColorScheme.Light })
        {
            foreach (var width in new[] { Wide, Narrow })
            {
                await using var visitor = await lab.AdministratorAsync(width, 900, scheme);
                await visitor.Page.GotoAsync(lab.Url(path));
                await SettleAsync(visitor);
                await CheckAsync(visitor, $"{name}-{scheme}-{width}".ToLowerInvariant(), expectNotFound: name == "not-found");
            }
        }
    }

    /// <summary>A page that nobody added to the list above would be looked at by nobody.</summary>
    [Fact]
    public void EveryRoute_IsLookedAt()
    {
        var routes = Directory.EnumerateFiles(Repository.File("src"), "*.razor", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines).Where(line => line.StartsWith("@page ", StringComparison.Ordinal)).Select(line => line.Split('"')[1]);
        var shown = Pages.Select(page => page.Data.Item2.Split('?')[0]
            .Replace("{guest}", "/machines/{Host}/{Uuid:guid}", StringComparison.Ordinal)
            .Replace("{pool}", "/storage/{Host}/{Uuid:guid}", StringComparison.Ordinal)
            .Replace("{network}", "/networks/{Host}/{Uuid:guid}", StringComparison.Ordinal));

        Assert.Equal(["/not-found"], routes.Except(shown));
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

    private async Task<string> FillAsync(string path) => path switch
    {
        "{pool}" => "/storage/local/" + await PoolAsync(),
        "{network}" => "/networks/local/" + (await Shell.VirshAsync("net-uuid", "default")).Trim(),
        _ => path.Replace("{guest}", lab.Guest.Page, StringComparison.Ordinal),
    };

    /// <summary>The pool of the guests' images, made when asked for first.</summary>
    private static async Task<string> PoolAsync()
    {
        if (!(await Shell.VirshAsync("pool-list", "--all", "--name")).Split().Contains("images"))
        {
            await Shell.VirshAsync("pool-define-as", "images", "dir", "--target", "/var/lib/libvirt/images");
            await Shell.VirshAsync("pool-start", "images");
        }
        return (await Shell.VirshAsync("pool-uuid", "images")).Trim();
    }

    /// <summary>The circuit is up, and what loads by itself has loaded: tables have rows, charts points, the console a picture.</summary>
    private static async Task SettleAsync(Visitor visitor)
    {
        await Expect(visitor.Page.Locator("h1").First).ToBeVisibleAsync();
        foreach (var table in await visitor.Page.Locator(".wc-table").AllAsync())
            await Expect(table.Locator("tbody td:visible").Filter(new() { HasTextRegex = new(@"\S") }).First).ToBeVisibleAsync();
        foreach (var cell in await visitor.Page.Locator("[data-state=running] [data-testid=machine-cpu]").AllAsync())
            await Expect(cell).Not.ToHaveTextAsync("–");
        foreach (var chart in await visitor.Page.Locator("[data-testid^=chart-]").AllAsync())
            await Expect(chart).ToHaveAttributeAsync("data-samples", new System.Text.RegularExpressions.Regex("^[1-9]"));
        foreach (var console in await visitor.Page.Locator("[data-testid=vnc-console], [data-testid=serial-console]").AllAsync())
            await Expect(console).ToHaveAttributeAsync("data-state", "connected");
    }

    private static async Task CheckAsync(Visitor visitor, string name, bool expectNotFound = false)
    {
        Directory.CreateDirectory(Repository.File("artifacts/screens"));
        await visitor.Page.ScreenshotAsync(new() { Path = Repository.File($"artifacts/screens/{name}.png") });
        foreach (var tab in await visitor.Page.Locator(".wc-tab[aria-current=page]").AllAsync())
            await Expect(tab).ToBeInViewportAsync(new() { Ratio = 0.99f });
        foreach (var tag in await visitor.Page.Locator(".wc-accounts .wc-tag").AllAsync())
            await Expect(tag).ToBeInViewportAsync(new() { Ratio = 0.99f });
        Assert.False(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"), $"{name} scrolls sideways");
        // The browser itself reports a 404 page as an error of its address.
        Assert.DoesNotContain(visitor.Complaints, complaint => !(expectNotFound && complaint.Contains("404", StringComparison.Ordinal)));
        var findings = await visitor.Page.RunAxe();
        Assert.True(findings.Violations.Length == 0, $"{name}: " + string.Join('\n', findings.Violations.Select(found =>
            $"{found.Id}: {found.Help}\n  " + string.Join("\n  ", found.Nodes.Select(node => node.Html)))));
    }
}

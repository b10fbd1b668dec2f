using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>
/// Every page in both themes, wide and narrow: takes a screenshot, and checks for console errors and accessibility.
/// </summary>
public sealed class ScreensTests(Lab lab)
{
    private const int Wide = 1440, Narrow = 390;

    private const string Table = ".wc-table", Tab = ".wc-tab[aria-current=page]";

    /// <summary>Name, URL, and an element that shows that the page is complete.</summary>
    public static TheoryData<string, string, string> Pages => new()
    {
        { "overview", "/", "[data-testid^=chart-]" },
        { "machines", "/machines", Table },
        { "machine", "{guest}", "[data-testid^=chart-]" },
        { "machine-console", "{guest}?tab=console", "[data-testid=vnc-console]" },
        { "machine-serial", "{guest}?tab=serial", "[data-testid=serial-console]" },
        { "machine-hardware", "{guest}?tab=hardware", "[data-testid=hardware]" },
        { "machine-xml", "{guest}?tab=xml", "[data-testid=code-editor] [data-ready]" },
        { "machine-history", "{guest}?tab=history", "[data-testid=version]" },
        { "machine-tasks", "{guest}?tab=tasks", Tab },
        { "console", "{guest}/console", "[data-testid=vnc-console]" },
        { "storage", "/storage", Table },
        { "machines-new", "/machines/new", "[data-testid=page-form]" },
        { "machines-new-tree", "/machines/new?from=tree", "[data-testid='field-kernel.tree']" },
        { "machines-new-copy", "/machines/new?from=copy", "[data-testid=field-machine]" },
        { "machines-new-import", "/machines/new?from=import", "[data-testid='field-disks[0].import']" },
        { "storage-new", "/storage/new", "[data-testid=page-form]" },
        { "pool", "{pool}", "[data-testid=volumes]" },
        { "volume", "{pool}/volumes/top.qcow2", "[data-testid=chain]" },
        { "images", "/images", "[data-testid=end-of-life]" },
        { "networks", "/networks", Table },
        { "networks-new", "/networks/new", "[data-testid=page-form]" },
        { "network-edit", "{network}/edit", "[data-testid=page-form]" },
        { "host-interfaces", "/networks?tab=interfaces", "[data-testid=interface-row]" },
        { "networks-drawing", "/networks?tab=drawing", "[data-testid=drawing] .wc-node:visible" },
        { "host-interface", "/networks/local/interfaces/virbr0", "[data-testid=interface-users]" },
        { "network", "{network}", "[data-testid=used-by]" },
        { "network-xml", "{network}?tab=xml", "[data-testid=code-editor] [data-ready]" },
        { "network-history", "{network}?tab=history", "[data-testid=version]" },
        { "filters", "/filters", Table },
        { "filter", "{filter}", "[data-testid=rule]" },
        { "filter-xml", "{filter}?tab=xml", "[data-testid=code-editor] [data-ready]" },
        { "deleted", "/deleted", "h1" },
        { "deleted-machine", "/deleted/machine/local/00000000-0000-0000-0000-000000000000", "[data-testid=empty]" },
        { "host", "/host", Tab },
        { "host-capabilities", "/host?tab=capabilities", "[data-testid=xml]" },
        { "host-devices", "/host?tab=devices", Table },
        { "host-device", "/host/local/devices/computer", "[data-testid=device-users]" },
        { "tasks", "/tasks", "h1" },
        { "accounts", "/accounts", ".wc-accounts .wc-tag" },
        { "not-found", "/machines/local/00000000-0000-0000-0000-000000000000", "[data-testid=unknown]" },
    };

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_IsCleanInBothThemesWideAndNarrow(string name, string path, string shows)
    {
        await lab.Guest.EnsureRunningAsync();
        path = await FillAsync(lab, path);
        foreach (var scheme in new[] { ColorScheme.Dark, ColorScheme.Light })
        {
            foreach (var width in new[] { Wide, Narrow })
            {
                await using var visitor = await lab.AdministratorAsync(width, 900, scheme);
                await visitor.Page.GotoAsync(lab.Url(path));
                await SettleAsync(visitor, shows);
                await CheckAsync(visitor, $"{name}-{scheme}-{width}".ToLowerInvariant(), expectNotFound: name == "not-found");
            }
        }
    }

    /// <summary>A page that is missing in the list above would not be checked.</summary>
    [Fact]
    public void EveryRoute_IsLookedAt()
    {
        var routes = Directory.EnumerateFiles(Repository.File("src"), "*.razor", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines).Where(line => line.StartsWith("@page ", StringComparison.Ordinal)).Select(line => line.Split('"')[1]);
        var shown = Pages.Select(page => page.Data.Item2.Split('?')[0]
            .Replace("{guest}", "/machines/{Host}/{Uuid:guid}", StringComparison.Ordinal)
            .Replace("{pool}", "/storage/{Host}/{Uuid:guid}", StringComparison.Ordinal)
            .Replace("/volumes/top.qcow2", "/volumes/{Name}", StringComparison.Ordinal)
            .Replace("{network}", "/networks/{Host}/{Uuid:guid}", StringComparison.Ordinal)
            .Replace("/networks/local/interfaces/virbr0", "/networks/{Host}/interfaces/{Name}", StringComparison.Ordinal)
            .Replace("{filter}", "/filters/{Host}/{Uuid:guid}", StringComparison.Ordinal)
            .Replace("/host/local/devices/computer", "/host/{Host}/devices/{Name}", StringComparison.Ordinal)
            .Replace("/deleted/machine/local/00000000-0000-0000-0000-000000000000", "/deleted/{Kind}/{Host}/{Uuid:guid}", StringComparison.Ordinal));

        // The page of parts exists only in Development: PartsTests checks it.
        Assert.Equal(["/not-found", "/parts"], routes.Except(shown).Order(StringComparer.Ordinal));
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

    /// <summary>Makes what the path is about, and puts its identity in.</summary>
    internal static async Task<string> FillAsync(Lab lab, string path)
    {
        // Also for the list of pools, which would be empty otherwise.
        var pool = await PoolAsync();
        if (path == "/images")
            await MakeImagesAsync();
        if (path.EndsWith("/volumes/top.qcow2", StringComparison.Ordinal))
            await MakeChainAsync();
        return path switch
        {
            _ when path.StartsWith("{pool}", StringComparison.Ordinal) => path.Replace("{pool}", "/storage/local/" + pool, StringComparison.Ordinal),
            _ when path.StartsWith("{network}", StringComparison.Ordinal) =>
                path.Replace("{network}", "/networks/local/" + (await Shell.VirshAsync("net-uuid", "default")).Trim(), StringComparison.Ordinal),
            _ when path.StartsWith("{filter}", StringComparison.Ordinal) =>
                path.Replace("{filter}", "/filters/local/" + (await Shell.VirshAsync("nwfilter-dumpxml", "clean-traffic")).Split("<uuid>")[1].Split("</uuid>")[0], StringComparison.Ordinal),
            _ => path.Replace("{guest}", lab.Guest.Page, StringComparison.Ordinal),
        };
    }

    private static async Task MakeChainAsync()
    {
        if ((await Shell.VirshAsync("vol-list", "images")).Contains("top.qcow2", StringComparison.Ordinal))
            return;
        await Shell.VirshAsync("vol-create-as", "images", "base.qcow2", "64M", "--format", "qcow2");
        await Shell.VirshAsync("vol-create-as", "images", "top.qcow2", "64M", "--format", "qcow2", "--backing-vol", "base.qcow2", "--backing-vol-format", "qcow2");
    }

    /// <summary>The pool of the guests' images, created at the first call.</summary>
    private static async Task<string> PoolAsync()
    {
        if (!(await Shell.VirshAsync("pool-list", "--all", "--name")).Split().Contains("images"))
        {
            await Shell.VirshAsync("pool-define-as", "images", "dir", "--target", "/var/lib/libvirt/images");
            await Shell.VirshAsync("pool-start", "images");
        }
        return (await Shell.VirshAsync("pool-uuid", "images")).Trim();
    }

    /// <summary>Discs: a known one, one past its end of life, a newer one than osinfo-db knows, an unknown one, and one that is none.</summary>
    private static async Task MakeImagesAsync()
    {
        foreach (var (name, label) in new[] { ("debian-11.5.0-amd64-netinst", "Debian 11.5.0 amd64 n"), ("ubuntu-17.10-desktop-amd64", "Ubuntu 17.10 amd64"), ("debian-99.1.0-arm64-netinst", "Debian 99.1.0 arm64 n"), ("backup-of-the-holidays-of-the-year", "HOLIDAYS_2024") })
            await Shell.RunAsync("xorriso", "-as", "mkisofs", "-quiet", "-V", label, "-o", $"/var/lib/libvirt/images/{name}.iso", "/etc/apt");
        await File.WriteAllBytesAsync("/var/lib/libvirt/images/broken.iso", new byte[4096]);
        await Shell.VirshAsync("pool-refresh", "images");
    }

    /// <summary>
    /// Waits until the circuit is connected and all content has loaded: rows of tables, points of charts, the picture
    /// of the console.
    /// </summary>
    private static async Task SettleAsync(Visitor visitor, string shows)
    {
        await Expect(visitor.Page.Locator("h1").First).ToBeVisibleAsync();
        // The elements are read at that moment, without waiting.
        await Expect(visitor.Page.Locator(shows).First).ToBeVisibleAsync();
        foreach (var table in await visitor.Page.Locator(".wc-table").AllAsync())
            await Expect(table.Locator("tbody td:visible").Filter(new() { HasTextRegex = new(@"\S") }).First).ToBeVisibleAsync();
        foreach (var cell in await visitor.Page.Locator("[data-state=running] [data-testid=machine-cpu]").AllAsync())
            await Expect(cell).Not.ToHaveTextAsync("–");
        // Grey while the guest is asked.
        foreach (var ask in await visitor.Page.GetByTestId("ask-addresses").AllAsync())
            await Expect(ask).ToBeEnabledAsync();
        foreach (var chart in await visitor.Page.Locator("[data-testid^=chart-]").AllAsync())
            await Expect(chart).ToHaveAttributeAsync("data-samples", new System.Text.RegularExpressions.Regex("^[1-9]"));
        foreach (var console in await visitor.Page.Locator("[data-testid=vnc-console], [data-testid=serial-console]").AllAsync())
            await Expect(console).ToHaveAttributeAsync("data-state", "connected");
    }

    internal static async Task CheckAsync(Visitor visitor, string name, bool expectNotFound = false)
    {
        Directory.CreateDirectory(Repository.File("artifacts/screens"));
        await visitor.Page.ScreenshotAsync(new() { Path = Repository.File($"artifacts/screens/{name}.png") });
        foreach (var tab in await visitor.Page.Locator(".wc-tab[aria-current=page]").AllAsync())
            await Expect(tab).ToBeInViewportAsync(new() { Ratio = 0.99f });
        foreach (var tag in await visitor.Page.Locator(".wc-accounts .wc-tag").AllAsync())
            await Expect(tag).ToBeInViewportAsync(new() { Ratio = 0.99f });
        Assert.False(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"), $"{name} scrolls sideways");
        // The browser itself logs a 404 page as an error.
        Assert.DoesNotContain(visitor.Complaints, complaint => !(expectNotFound && complaint.Contains("404", StringComparison.Ordinal)));
        var findings = await visitor.Page.RunAxe();
        Assert.True(findings.Violations.Length == 0, $"{name}: " + string.Join('\n', findings.Violations.Select(found =>
            $"{found.Id}: {found.Help}\n  " + string.Join("\n  ", found.Nodes.Select(node => node.Html)))));
    }
}

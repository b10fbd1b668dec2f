using Microsoft.Playwright;
using WebConsole.Benchmarks.Harness;
using WebConsole.Benchmarks.Simulation;
using WebConsole.EndToEnd.Support;
using WebConsole.Hosting;

namespace WebConsole.Benchmarks.Figures;

/// <summary>What twenty pages do, and what the app needs, while an object that none of them shows changes a hundred times a second.</summary>
internal sealed class UnrelatedChangesBenchmark : IBenchmark
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(30);

    // A multiple of all periods in which pages draw by themselves.
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(30);

    /// <summary>The kinds of what changes, each with a page that shows it.</summary>
    private static readonly (string What, string Shown)[] Kinds =
    [
        ("volume", AppUrls.StoragePool(SimulatedMachines.Host, SimulatedChanges.Pool)),
        ("network", AppUrls.Network(SimulatedMachines.Host, SimulatedChanges.Network)),
        ("machine", AppUrls.Machine(SimulatedChanges.Machine)),
    ];

    /// <summary>Pages of other objects, and of none.</summary>
    private static readonly string[] Pages =
    [
        .. SimulatedMachines.All.Take(5).Select(machine => AppUrls.Machine(machine)),
        .. SimulatedMachines.All.Skip(5).Take(3).Select(machine => AppUrls.Machine(machine, "hardware")),
        .. SimulatedMachines.All.Skip(8).Take(2).Select(machine => AppUrls.Machine(machine, "xml")),
        .. SimulatedMachines.All.Skip(10).Take(2).Select(machine => AppUrls.Machine(machine, "tasks")),
        .. SimulatedResources.Pools.Skip(1).Take(2).Select(pool => AppUrls.StoragePool(SimulatedMachines.Host, pool)),
        .. SimulatedResources.Networks.Skip(1).Take(2).Select(network => AppUrls.Network(SimulatedMachines.Host, network)),
        AppUrls.Storage, AppUrls.Tasks, AppUrls.Host, AppUrls.Accounts,
    ];

    public string Name => "unrelated-changes";

    public async IAsyncEnumerable<Figure> MeasureAsync(Workbench workbench)
    {
        await using var server = await SimulatedServer.StartAsync();
        await using var browser = await Browser.StartAsync(Repository.File("tests/WebConsole.Benchmarks/Harness/yielding-chromium.sh"));
        var signedIn = await Workbench.SignInAsync(server, browser);
        foreach (var page in Pages)
            await OpenAsync(browser, signedIn, server.Url + page);
        await Task.Delay(Settle);

        var spans = new List<(string What, Use Use)>();
        foreach (var what in (string[])["nothing", .. Kinds.SelectMany(kind => (string[])[kind.What, "nothing"])])
            spans.Add((what, await UseAsync(server, what)));
        var quiet = spans.Where(span => span.What == "nothing").Select(span => span.Use).ToArray();
        var busy = spans.Where(span => span.What != "nothing").ToArray();
        var most = quiet.Max(use => use.Drawn);
        var shown = await ShownAsync(server, browser, signedIn);
        yield return new Figure("unrelated-changes-renders", busy.Max(span => 1000.0 * Math.Max(0, span.Use.Drawn - most) / span.Use.Changes), 1, "drawings for 1,000 changes")
        {
            Beside = $"more than in {Span.TotalSeconds} s without changes, where timers cause {string.Join(", ", quiet.Select(use => use.Drawn))}; "
                + $"with changes of {string.Join(", ", busy.Select(span => $"a {span.What} {span.Use.Drawn}"))}; {Pages.Length} pages of other things; with one page open that shows it: {string.Join(", ", shown)}",
        };
        yield return new Figure("unrelated-changes-cpu", busy.Max(span => span.Use.Cpu), 15, "% of a core")
        {
            Beside = $"the whole app's CPU, the most of {string.Join(", ", busy.Select(span => $"a {span.What} {span.Use.Cpu:0.0} % at {span.Use.Changes / Span.TotalSeconds:0} changes a second"))}; "
                + $"without changes {quiet.Average(use => use.Cpu):0.0} %; {Pages.Length} pages, contexts of one Chromium",
        };
    }

    /// <summary>That changes are seen and drawings counted at all: how often a page draws that shows the object.</summary>
    private static async Task<List<string>> ShownAsync(Product server, Browser browser, SignedIn signedIn)
    {
        var drawn = new List<string>();
        foreach (var (what, page) in Kinds)
        {
            await using var visitor = await OpenAsync(browser, signedIn, server.Url + page);
            var use = await UseAsync(server, what);
            if (use.Drawn < use.Changes / 20)
                throw new InvalidOperationException($"A page that shows the {what} hardly drew: {use}");
            drawn.Add($"{what} {use.Drawn}");
        }
        return drawn;
    }

    private static async Task<Visitor> OpenAsync(Browser browser, SignedIn signedIn, string url)
    {
        var visitor = await browser.NewVisitorAsync(storageState: signedIn.StorageState);
        await visitor.Page.GotoAsync(url);
        await visitor.Page.Locator("h1").First.WaitForAsync(new LocatorWaitForOptions { Timeout = 60_000 });
        return visitor;
    }

    private static async Task<Use> UseAsync(Product server, string what)
    {
        await SimulatedServer.ChangeAsync(server, what);
        // Pages that have waited out their pace draw once more.
        await Task.Delay(TimeSpan.FromSeconds(1));
        var (cpu, drawn, changes) = (CpuMeter.Of(server.ProcessId), await SimulatedServer.DrawnAsync(server), await SimulatedServer.ChangeAsync(server, what));
        await Task.Delay(Span);
        var use = new Use(cpu.Share, await SimulatedServer.DrawnAsync(server) - drawn, 0);
        return use with { Changes = await SimulatedServer.ChangeAsync(server, "nothing") - changes };
    }

    private sealed record Use(double Cpu, long Drawn, long Changes);
}

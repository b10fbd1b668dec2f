using Microsoft.Playwright;
using WebConsole.Benchmarks.Harness;
using WebConsole.Benchmarks.Simulation;
using WebConsole.EndToEnd.Support;
using WebConsole.Hosting;

namespace WebConsole.Benchmarks.Figures;

/// <summary>
/// The page of a new machine until it can be used: for a browser with an empty cache, for one that loads it again, and by a link.
/// Beside it a page that has one line: what each page with a circuit takes to be loaded again.
/// </summary>
internal sealed class NewMachinePageBenchmark : IBenchmark
{
    private const int Visits = 7;
    private const string NoPage = "/no-such-page";

    // The page is drawn once its circuit lives, so what is shown can be used.
    private const string NoteUsable = """
        (() => {
          const end = location.pathname === '/machines/new' ? '[data-testid=summary]' : '[data-testid=empty]';
          const look = () => requestAnimationFrame(document.querySelector(end) ? () => window.benchUsable = performance.now() : look);
          look();
        })();
        """;

    private const string Follow = """
        async path => {
          const start = performance.now();
          Blazor.navigateTo(path);
          while (!document.querySelector('[data-testid=summary]')) await new Promise(requestAnimationFrame);
          await new Promise(requestAnimationFrame);
          return performance.now() - start;
        }
        """;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);

    public string Name => "new-machine-page";

    public async IAsyncEnumerable<Figure> MeasureAsync(Workbench workbench)
    {
        await using var server = await SimulatedServer.StartAsync();
        SignedIn signedIn;
        await using (var browser = await Browser.StartAsync())
            signedIn = await Workbench.SignInAsync(server, browser);
        var first = await VisitAsync(server, signedIn);
        await Task.Delay(WarmUp);
        var visits = new List<Visit>();
        for (var i = 0; i < Visits; i++)
            visits.Add(await VisitAsync(server, signedIn));
        yield return Seconds("new-machine-page-cold", [.. visits.Select(visit => visit.Cold)], 1, $"median of {Visits} fresh Chromiums; the very first visit after the server's start {first.Cold / 1000:0.00} s");
        yield return Seconds("new-machine-page-warm", [.. visits.Select(visit => visit.Warm)], 0.3, $"loaded again, with a full cache; a page of one line takes {visits.Select(visit => visit.Least).ToArray().Median() / 1000:0.00} s");
        yield return Seconds("new-machine-page-link", [.. visits.Select(visit => visit.Link)], 0.3, "by a link of the page of machines");
    }

    private static Figure Seconds(string name, double[] times, double limit, string beside) =>
        new(name, times.Median() / 1000, limit, "s from navigation until the form and its summary are shown") { Beside = $"worst {times.Max() / 1000:0.00} s; {beside}; 300 machines, 14,000 volumes" };

    private static async Task<Visit> VisitAsync(Product server, SignedIn signedIn)
    {
        await using var browser = await Browser.StartAsync();
        await using var visitor = await browser.NewVisitorAsync(storageState: signedIn.StorageState);
        await visitor.Page.AddInitScriptAsync(NoteUsable);
        await visitor.Page.GotoAsync("about:blank");
        var cold = await ShownAsync(visitor, visitor.Page.GotoAsync(server.Url + AppUrls.NewMachinePage, new PageGotoOptions { WaitUntil = WaitUntilState.Commit }));
        var warm = await ReloadAsync(visitor);
        await visitor.Page.GotoAsync(server.Url + NoPage);
        var least = await ReloadAsync(visitor);
        await visitor.Page.GotoAsync(server.Url + AppUrls.Machines);
        await visitor.TestId("machine-row").First.WaitForAsync();
        await Task.Delay(PageVisits.Settle);
        return new Visit(cold, warm, least, await visitor.Page.EvaluateAsync<double>(Follow, AppUrls.NewMachinePage));
    }

    private static Task<double> ReloadAsync(Visitor visitor) => ShownAsync(visitor, visitor.Page.ReloadAsync(new PageReloadOptions { WaitUntil = WaitUntilState.Commit }));

    private static async Task<double> ShownAsync(Visitor visitor, Task navigation)
    {
        await navigation;
        await Wait.ForAsync(async () => await visitor.Page.EvaluateAsync<double?>("window.benchUsable ?? null") is not null, TimeSpan.FromSeconds(60), "the page can be used");
        await Task.Delay(PageVisits.Settle);
        return await visitor.Page.EvaluateAsync<double>("window.benchUsable");
    }

    /// <summary>Milliseconds.</summary>
    private sealed record Visit(double Cold, double Warm, double Least, double Link);
}

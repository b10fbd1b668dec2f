using System.Diagnostics;
using Microsoft.Playwright;
using WebConsole.Benchmarks.Harness;
using WebConsole.Benchmarks.Simulation;
using WebConsole.EndToEnd.Support;

namespace WebConsole.Benchmarks.Figures;

/// <summary>The page of machines, with 300 machines whose metrics all change, for a browser with an empty cache.</summary>
internal sealed class MachinesPageBenchmark : IBenchmark
{
    private const int Visits = 7;
    private const int Circuits = 10;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);

    // Time for what a visit loads and receives after the rows are shown.
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(2);

    // Rows count as shown in the frame after they fill the window; metrics when a row shows one.
    private const string NoteRows = """
        (() => {
          const rows = () => document.querySelectorAll('[data-testid=machine-row]');
          const filled = () => [...rows()].at(-1)?.getBoundingClientRect().bottom >= 0.9 * innerHeight;
          const numbers = () => /\d/.test(document.querySelector('[data-testid=machine-cpu]')?.textContent);
          const look = () => {
            if (window.benchRows === undefined && filled()) requestAnimationFrame(() => window.benchRows = performance.now());
            if (window.benchNumbers === undefined && numbers()) requestAnimationFrame(() => window.benchNumbers = performance.now());
            if (window.benchRows === undefined || window.benchNumbers === undefined) requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        })();
        """;

    public string Name => "machines-page";

    public async IAsyncEnumerable<Figure> MeasureAsync(Workbench workbench)
    {
        await using var server = await SimulatedServer.StartAsync();
        var started = Stopwatch.GetTimestamp();
        SignedIn signedIn;
        await using (var browser = await Browser.StartAsync())
            signedIn = await Workbench.SignInAsync(server, browser);
        var first = await VisitAsync(server, signedIn);
        var left = WarmUp - Stopwatch.GetElapsedTime(started);
        await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero);

        var visits = new List<Visit>();
        for (var i = 0; i < Visits; i++)
            visits.Add(await VisitAsync(server, signedIn));
        var rows = visits.Select(visit => visit.Rows).ToArray();
        yield return new Figure("machines-page-rows", rows.Median() / 1000, 1.0, "s from navigation to rows that fill the window")
        {
            Beside = $"median of {Visits} fresh Chromiums, worst {rows.Max() / 1000:0.00} s; numbers in them after {visits.Select(visit => visit.Numbers).Median() / 1000:0.00} s; " +
                $"the very first visit after the server's start {first.Rows / 1000:0.00} s; 300 machines, all numbers moving",
        };
        yield return new Figure("machines-page-bytes", visits.Max(visit => visit.Kilobytes), 700, "kB sent by the server's sockets")
        {
            Beside = $"the most of {Visits} visits, up to {Settle.TotalSeconds} s after the rows; the very first {first.Kilobytes:0} kB",
            Profile = visits[^1].Transfers,
        };
        yield return new Figure("machines-page-heap", await HeapAsync(server, signedIn), 1, "MB of server heap a circuit")
        {
            Beside = $"live after a full collection, mean of {Circuits} circuits",
        };
    }

    private static async Task<Visit> VisitAsync(Product server, SignedIn signedIn)
    {
        await using var browser = await Browser.StartAsync();
        await using var visitor = await browser.NewVisitorAsync(storageState: signedIn.StorageState);
        await visitor.Page.AddInitScriptAsync(NoteRows);
        var transfers = new Transfers(visitor.Page);
        var before = await SimulatedServer.SentAsync(server);
        await visitor.Page.GotoAsync(server.Url + "/machines", new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
        await Wait.ForAsync(async () => await RowsAsync(visitor) is not null, TimeSpan.FromSeconds(60), "rows fill the window");
        await Task.Delay(Settle);
        var kilobytes = (await SimulatedServer.SentAsync(server) - before) / 1e3;
        var numbers = await visitor.Page.EvaluateAsync<double?>("window.benchNumbers ?? null");
        return new Visit(await RowsAsync(visitor) ?? double.NaN, numbers ?? double.NaN, kilobytes, await transfers.LargestAsync(8));
    }

    private static Task<double?> RowsAsync(Visitor visitor) => visitor.Page.EvaluateAsync<double?>("window.benchRows ?? null");

    private static async Task<double> HeapAsync(Product server, SignedIn signedIn)
    {
        await using var browser = await Browser.StartAsync();
        // The circuits of earlier visits are kept for a while for reconnecting browsers; both figures contain them.
        var before = await SimulatedServer.HeapAsync(server);
        for (var i = 0; i < Circuits; i++)
        {
            var visitor = await browser.NewVisitorAsync(storageState: signedIn.StorageState);
            await visitor.Page.GotoAsync(server.Url + "/machines");
            await visitor.TestId("machine-row").First.WaitForAsync();
        }
        await Task.Delay(Settle);
        return (await SimulatedServer.HeapAsync(server) - before) / 1e6 / Circuits;
    }

    /// <summary>Milliseconds from navigation, and what was sent.</summary>
    private sealed record Visit(double Rows, double Numbers, double Kilobytes, IReadOnlyList<string> Transfers);
}

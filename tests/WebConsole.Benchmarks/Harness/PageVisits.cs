using Microsoft.Playwright;
using WebConsole.Benchmarks.Simulation;
using WebConsole.EndToEnd.Support;

namespace WebConsole.Benchmarks.Harness;

/// <summary>Visits a page with a table on the simulated server, each by a browser with an empty cache.</summary>
/// <param name="server">The simulated one.</param>
/// <param name="signedIn">Who visits.</param>
/// <param name="path">The page.</param>
/// <param name="row">The test id of the table's rows.</param>
/// <param name="cell">The test id of what a row shows later than its other cells, if there is such.</param>
internal sealed class PageVisits(Product server, SignedIn signedIn, string path, string row, string? cell = null)
{
    private const int Circuits = 10;

    /// <summary>Time for what a visit loads and receives after the rows are shown.</summary>
    public static readonly TimeSpan Settle = TimeSpan.FromSeconds(2);

    // Rows count as shown in the frame after they fill the window, or after all are there; a cell when it shows a number.
    private const string NoteRows = """
        (() => {
          const rows = () => document.querySelectorAll('[data-testid=ROW]');
          const filled = () => [...rows()].at(-1)?.getBoundingClientRect().bottom >= 0.9 * innerHeight;
          const numbers = () => /\d/.test(document.querySelector('[data-testid=CELL]')?.textContent);
          const look = () => {
            if (window.benchRows === undefined && filled()) requestAnimationFrame(() => window.benchRows = performance.now());
            if (window.benchNumbers === undefined && numbers()) requestAnimationFrame(() => window.benchNumbers = performance.now());
            if (window.benchRows === undefined || window.benchNumbers === undefined) requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        })();
        """;

    public async Task<Visit> VisitAsync()
    {
        await using var browser = await Browser.StartAsync();
        await using var visitor = await browser.NewVisitorAsync(storageState: signedIn.StorageState);
        await visitor.Page.AddInitScriptAsync(NoteRows.Replace("ROW", row, StringComparison.Ordinal).Replace("CELL", cell ?? row, StringComparison.Ordinal));
        var transfers = new Transfers(visitor.Page);
        var before = await SimulatedServer.SentAsync(server);
        await visitor.Page.GotoAsync(server.Url + path, new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
        await Wait.ForAsync(async () => await RowsAsync(visitor) is not null, TimeSpan.FromSeconds(60), "rows fill the window");
        await Task.Delay(Settle);
        var kilobytes = (await SimulatedServer.SentAsync(server) - before) / 1e3;
        var numbers = await visitor.Page.EvaluateAsync<double?>("window.benchNumbers ?? null");
        return new Visit(await RowsAsync(visitor) ?? double.NaN, numbers ?? double.NaN, kilobytes, await transfers.LargestAsync(8));
    }

    /// <summary>What a circuit of the page keeps on the server's heap, in MB: live after a full collection, mean of ten circuits.</summary>
    public async Task<double> HeapAsync()
    {
        await using var browser = await Browser.StartAsync();
        // The circuits of earlier visits are kept for a while for reconnecting browsers; both figures contain them.
        var before = await SimulatedServer.HeapAsync(server);
        for (var i = 0; i < Circuits; i++)
        {
            var visitor = await browser.NewVisitorAsync(storageState: signedIn.StorageState);
            await visitor.Page.GotoAsync(server.Url + path);
            await visitor.TestId(row).First.WaitForAsync();
        }
        await Task.Delay(Settle);
        return (await SimulatedServer.HeapAsync(server) - before) / 1e6 / Circuits;
    }

    private static Task<double?> RowsAsync(Visitor visitor) => visitor.Page.EvaluateAsync<double?>("window.benchRows ?? null");

    /// <summary>Milliseconds from navigation, and what was sent.</summary>
    internal sealed record Visit(double Rows, double Numbers, double Kilobytes, IReadOnlyList<string> Transfers);
}

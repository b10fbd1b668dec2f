using System.Diagnostics;
using WebConsole.Benchmarks.Harness;
using WebConsole.Benchmarks.Simulation;
using WebConsole.EndToEnd.Support;
using WebConsole.Hosting;

namespace WebConsole.Benchmarks.Figures;

/// <summary>The page of machines, with 300 machines whose metrics all change, for a browser with an empty cache.</summary>
internal sealed class MachinesPageBenchmark : IBenchmark
{
    private const int Visits = 7;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);

    public string Name => "machines-page";

    public async IAsyncEnumerable<Figure> MeasureAsync(Workbench workbench)
    {
        await using var server = await SimulatedServer.StartAsync();
        var started = Stopwatch.GetTimestamp();
        SignedIn signedIn;
        await using (var browser = await Browser.StartAsync())
            signedIn = await Workbench.SignInAsync(server, browser);
        var page = new PageVisits(server, signedIn, AppUrls.Machines, "machine-row", "machine-cpu");
        var first = await page.VisitAsync();
        var left = WarmUp - Stopwatch.GetElapsedTime(started);
        await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero);

        var visits = new List<PageVisits.Visit>();
        for (var i = 0; i < Visits; i++)
            visits.Add(await page.VisitAsync());
        var rows = visits.Select(visit => visit.Rows).ToArray();
        yield return new Figure("machines-page-rows", rows.Median() / 1000, 1.0, "s from navigation to rows that fill the window")
        {
            Beside = $"median of {Visits} fresh Chromiums, worst {rows.Max() / 1000:0.00} s; numbers in them after {visits.Select(visit => visit.Numbers).Median() / 1000:0.00} s; " +
                $"the very first visit after the server's start {first.Rows / 1000:0.00} s; 300 machines, all numbers moving",
        };
        yield return new Figure("machines-page-bytes", visits.Max(visit => visit.Kilobytes), 700, "kB sent by the server's sockets")
        {
            Beside = $"the most of {Visits} visits, up to {PageVisits.Settle.TotalSeconds} s after the rows; the very first {first.Kilobytes:0} kB",
            Profile = visits[^1].Transfers,
        };
        yield return new Figure("machines-page-heap", await page.HeapAsync(), 1, "MB of server heap a circuit")
        {
            Beside = "live after a full collection, mean of ten circuits",
        };
    }
}

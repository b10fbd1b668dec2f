using System.Diagnostics;
using WebConsole.Benchmarks.Harness;
using WebConsole.Benchmarks.Simulation;
using WebConsole.EndToEnd.Support;
using WebConsole.Hosting;

namespace WebConsole.Benchmarks.Figures;

/// <summary>A page with a long table, for a browser with an empty cache.</summary>
/// <param name="name">The benchmark's.</param>
/// <param name="path">The page.</param>
/// <param name="row">The test id of the table's rows.</param>
/// <param name="cell">The test id of what a row shows later than its other cells, if there is such.</param>
/// <param name="heap">The limit of a circuit, in MB.</param>
/// <param name="what">What the table shows.</param>
internal sealed class PageBenchmark(string name, string path, string row, string? cell, double heap, string what) : IBenchmark
{
    private const int Visits = 7;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);

    public static PageBenchmark OfMachines { get; } = new("machines-page", AppUrls.Machines, "machine-row", "machine-cpu", 1, "300 machines, all numbers moving");

    public static PageBenchmark OfAPool { get; } = new("pool-page", AppUrls.StoragePool(SimulatedMachines.Host, SimulatedResources.LargePool), "volume-row", null, 1.2, "10,000 volumes");

    public static PageBenchmark OfNetworks { get; } = new("networks-page", AppUrls.Networks, "network-row", null, 1, "200 networks, 300 machines");

    public static PageBenchmark OfLeases { get; } = new("network-page", AppUrls.Network(SimulatedMachines.Host, SimulatedResources.Networks[0]), "lease-row", null, 1.2, "2,000 leases");

    public string Name => name;

    public async IAsyncEnumerable<Figure> MeasureAsync(Workbench workbench)
    {
        await using var server = await SimulatedServer.StartAsync();
        var started = Stopwatch.GetTimestamp();
        SignedIn signedIn;
        await using (var browser = await Browser.StartAsync())
            signedIn = await Workbench.SignInAsync(server, browser);
        var page = new PageVisits(server, signedIn, path, row, cell);
        var first = await page.VisitAsync();
        var left = WarmUp - Stopwatch.GetElapsedTime(started);
        await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero);

        var visits = new List<PageVisits.Visit>();
        for (var i = 0; i < Visits; i++)
            visits.Add(await page.VisitAsync());
        var rows = visits.Select(visit => visit.Rows).ToArray();
        yield return new Figure($"{name}-rows", rows.Median() / 1000, 1.0, "s from navigation to rows that fill the window")
        {
            Beside = $"median of {Visits} fresh Chromiums, worst {rows.Max() / 1000:0.00} s; {(cell is null ? "" : $"numbers in them after {visits.Select(visit => visit.Numbers).Median() / 1000:0.00} s; ")}" +
                $"the very first visit after the server's start {first.Rows / 1000:0.00} s; {what}",
        };
        yield return new Figure($"{name}-bytes", visits.Max(visit => visit.Kilobytes), 700, "kB sent by the server's sockets")
        {
            Beside = $"the most of {Visits} visits, up to {PageVisits.Settle.TotalSeconds} s after the rows; the very first {first.Kilobytes:0} kB",
            Profile = visits[^1].Transfers,
        };
        yield return new Figure($"{name}-heap", await page.HeapAsync(), heap, "MB of server heap a circuit")
        {
            Beside = "live after a full collection, mean of ten circuits",
        };
    }
}

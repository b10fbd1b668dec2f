using Microsoft.Playwright;
using WebConsole.Benchmarks.Harness;
using WebConsole.EndToEnd.Support;

namespace WebConsole.Benchmarks.Figures;

/// <summary>The cost of twenty users and a hundred programs, and the memory after all have left.</summary>
internal sealed class LoadBenchmark : IBenchmark
{
    private const int Pages = 20;
    private const int Clients = 100;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    public string Name => "load";

    public async IAsyncEnumerable<Figure> MeasureAsync(Workbench workbench)
    {
        var guests = await workbench.GuestsAsync();
        await using var product = await Product.StartAsync(Ports.Free());
        await using (var browser = await Browser.StartAsync(Repository.File("tests/WebConsole.Benchmarks/Harness/yielding-chromium.sh")))
        {
            var signedIn = await Workbench.SignInAsync(product, browser);
            await using var witness = await MetricsClient.WatchAsync(product.Url, signedIn.Cookie, "local", guests.All.Select(guest => guest.Uuid));
            for (var i = 0; i < Pages; i++)
                await OpenAsync(await browser.NewVisitorAsync(storageState: signedIn.StorageState), product.Url);
            yield return await CpuAsync(product, witness, "load-20-pages", 15, $"{Pages} pages of machines, contexts of one Chromium");

            var clients = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ =>
                MetricsClient.WatchAsync(product.Url, signedIn.Cookie, "local", guests.All.Select(guest => guest.Uuid))));
            yield return await CpuAsync(product, witness, "load-20-pages-100-clients", 25, $"and {Clients} hub clients, each watching four numbers of all 40 machines");
            foreach (var client in clients)
                await client.DisposeAsync();
        }
        await Task.Delay(Quiet);
        yield return new Figure("idle-memory", ProcessUse.ResidentMegabytes(product.ProcessId), 200, "MB resident")
        {
            Beside = "a minute after the last browser left, workstation garbage collection",
        };
        var (app, libvirtd) = (CpuMeter.Of(product.ProcessId), CpuMeter.Of(ProcessUse.Libvirtd));
        await Task.Delay(Quiet);
        var (appShare, libvirtdShare) = (app.Share, libvirtd.Share);
        yield return new Figure("idle-app-cpu", appShare, 1, "% of a core") { Beside = $"no browser, over a minute; {IdleGuests.Description}" };
        yield return new Figure("idle-app-libvirtd-cpu", appShare + libvirtdShare, 3, "% of a core") { Beside = $"libvirtd alone {libvirtdShare:0.00} %" };
    }

    private static async Task OpenAsync(Visitor visitor, string url)
    {
        await visitor.Page.GotoAsync(url + "/machines");
        await visitor.TestId("machine-row").First.WaitForAsync(new LocatorWaitForOptions { Timeout = 60_000 });
    }

    private static async Task<Figure> CpuAsync(Product product, MetricsClient witness, string name, double limit, string who)
    {
        await Task.Delay(Settle);
        var (app, before) = (CpuMeter.Of(product.ProcessId), witness.Ticks);
        await Task.Delay(Span);
        var (share, ticks) = (app.Share, witness.Ticks - before);
        // With twenty rendering pages libvirtd gets little CPU time, so the sampler slows down: the figure is the cost
        // per tick, as if there were one per second.
        return new Figure(name, share * Math.Max(1, Span.TotalSeconds / ticks), limit, "% of a core at a tick a second")
        {
            Beside = $"the app's CPU over {Span.TotalSeconds} s, {share:0.0} % in {ticks} ticks; {who}; {IdleGuests.Description}",
        };
    }
}

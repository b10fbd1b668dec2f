using WebConsole.Benchmarks.Harness;
using WebConsole.EndToEnd.Support;
using WebConsole.Hosting;
using WebConsole.Hypervisor;

namespace WebConsole.Benchmarks.Figures;

/// <summary>How long it takes from a click in the browser to libvirt's function, with twenty pages open and with none beside.</summary>
internal sealed class ClickBenchmark : IBenchmark
{
    private const int Pairs = 20;
    private const int Pages = 20;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(20);

    // Longer than a button is deaf whose word has changed, and than pages take to draw what came of it.
    private static readonly TimeSpan BetweenClicks = TimeSpan.FromSeconds(1.5);

    // libvirt's log has the same clock, in milliseconds too.
    private const string NoteClicks = """
        addEventListener('click', () => Object.assign(window, { benchClick: Date.now(), benchSent: 0 }), true);
        const send = WebSocket.prototype.send;
        WebSocket.prototype.send = function (data) { window.benchSent ||= Date.now(); return send.call(this, data); };
        """;

    public string Name => "click";

    public async IAsyncEnumerable<Figure> MeasureAsync(Workbench workbench)
    {
        var machine = (await workbench.GuestsAsync()).All[0].Uuid;
        var calls = new LibvirtCalls(Path.Combine(Directory.CreateTempSubdirectory("webconsole-bench-").FullName, "libvirt.log"));
        await using var product = await Product.StartAsync(calls.RunBy);
        await using var browser = await Browser.StartAsync();
        var signedIn = await Workbench.SignInAsync(product, browser);
        await using var visitor = await browser.NewVisitorAsync(storageState: signedIn.StorageState);
        await visitor.Page.AddInitScriptAsync(NoteClicks);
        await visitor.Page.GotoAsync(product.Url + AppUrls.Machine(new MachineId("local", machine)));
        await Task.Delay(Settle);
        await ClickAsync(visitor, calls, pairs: 3);
        var alone = await ClickAsync(visitor, calls, Pairs);

        await using var others = await Browser.StartAsync(Repository.File("tests/WebConsole.Benchmarks/Harness/yielding-chromium.sh"));
        for (var i = 0; i < Pages; i++)
        {
            var other = await others.NewVisitorAsync(storageState: signedIn.StorageState);
            await other.Page.GotoAsync(product.Url + AppUrls.Machines);
            await other.TestId("machine-row").First.WaitForAsync();
        }
        await Task.Delay(Settle);
        var beside = await ClickAsync(visitor, calls, Pairs);
        yield return new Figure("click-to-libvirt", Percentile(beside, click => click.All), 20, "ms at the 95th percentile")
        {
            Beside = $"{Words(beside)} of {beside.Count} clicks on Pause and Resume, from the browser's event to libvirt's function; "
                + $"{Pages} pages of machines, contexts of one Chromium that yields; without them: {Words(alone)}",
        };
    }

    private static double Percentile(List<Click> clicks, Func<Click, double> part) => clicks.Select(part).ToList().Percentile(95);

    private static string Words(List<Click> clicks)
    {
        var (all, sent) = (clicks.Select(click => click.All).ToList(), clicks.Select(click => click.UntilSent).ToList());
        return $"95th percentile {all.Percentile(95):0} ms, median {all.Median():0} ms, worst {all.Max():0} ms (in the browser until it has sent something: {sent.Percentile(95):0}, {sent.Median():0} and {sent.Max():0} ms)";
    }

    private static async Task<List<Click>> ClickAsync(Visitor visitor, LibvirtCalls calls, int pairs)
    {
        var times = new List<Click>();
        for (var i = 0; i < pairs; i++)
        {
            times.Add(await ClickAsync(visitor, calls, "pause", "virDomainSuspend", "paused"));
            times.Add(await ClickAsync(visitor, calls, "resume", "virDomainResume", "running"));
        }
        return times;
    }

    private static async Task<Click> ClickAsync(Visitor visitor, LibvirtCalls calls, string action, string function, string state)
    {
        // What one seldom does stands in the menu.
        if (action == "pause")
            await visitor.TestId("more-actions").First.ClickAsync();
        await visitor.TestId("action-" + action).ClickAsync();
        await visitor.Page.Locator($"[data-testid=machine-state][data-state={state}]").WaitForAsync();
        var clicked = DateTimeOffset.FromUnixTimeMilliseconds(await visitor.Page.EvaluateAsync<long>("window.benchClick"));
        var sent = DateTimeOffset.FromUnixTimeMilliseconds(await visitor.Page.EvaluateAsync<long>("window.benchSent"));
        var called = calls.Of(function)[^1];
        await Task.Delay(BetweenClicks);
        return new Click((called - clicked).TotalMilliseconds, (sent - clicked).TotalMilliseconds);
    }

    /// <summary>In milliseconds, from the browser's event.</summary>
    private sealed record Click(double All, double UntilSent);
}

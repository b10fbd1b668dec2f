using WebConsole.Benchmarks.Harness;
using WebConsole.Benchmarks.Simulation;
using WebConsole.EndToEnd.Support;
using WebConsole.Hosting;

namespace WebConsole.Benchmarks.Figures;

/// <summary>A key on the page of a new machine, until the summary beside the form shows it: the plan, all checks and the preview are made anew.</summary>
internal sealed class NewMachineBenchmark : IBenchmark
{
    private const int Keys = 200, WarmUp = 20;

    /// <summary>Types a name as an input event with one more letter, and waits for the next picture that shows it.</summary>
    private const string Type = """
        async name => {
          const input = document.querySelector('[data-testid=field-name] input');
          const shown = () => document.querySelector('[data-testid=summary]').textContent.includes(name);
          const start = performance.now();
          Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, name);
          input.dispatchEvent(new Event('input', { bubbles: true }));
          while (!shown()) {
            if (performance.now() - start > 10_000) return null;
            await new Promise(next => setTimeout(next, 1));
          }
          return performance.now() - start;
        }
        """;

    private static readonly string[] Groups = ["processor", "disks", "firmware", "devices", "about"];

    public string Name => "new-machine";

    public async IAsyncEnumerable<Figure> MeasureAsync(Workbench workbench)
    {
        await using var server = await SimulatedServer.StartAsync();
        await using var browser = await Browser.StartAsync();
        var signedIn = await Workbench.SignInAsync(server, browser);
        await using var visitor = await browser.NewVisitorAsync(storageState: signedIn.StorageState);
        await visitor.Page.GotoAsync($"{server.Url}{AppUrls.Machines}/new?from=empty");
        await visitor.TestId("summary").WaitForAsync();
        foreach (var group in Groups)
            await visitor.TestId($"more-{group}").Locator("summary").ClickAsync();
        await visitor.TestId("preview-fold").ClickAsync();
        await visitor.TestId("preview-xml").ClickAsync();
        var times = new List<double>();
        for (var key = 0; key < WarmUp + Keys; key++)
            times.Add(await visitor.Page.EvaluateAsync<double?>(Type, FormattableString.Invariant($"new-{key + 1000}")) ?? double.NaN);
        var measured = times.Skip(WarmUp).ToArray();
        yield return new Figure("new-machine-key", measured.Percentile(95), 100, "ms from a key to the summary that shows it, at the 95th percentile")
        {
            Beside = $"median {measured.Median():0} ms, worst {measured.Max():0} of {Keys}; 300 machines, 14,000 volumes, all groups unfolded, the definition shown",
        };
    }
}

using System.Text.Json;
using Microsoft.Playwright;
using WebConsole.Benchmarks.Harness;
using WebConsole.Benchmarks.Simulation;
using WebConsole.EndToEnd.Support;
using WebConsole.Hosting;

namespace WebConsole.Benchmarks.Figures;

/// <summary>How smoothly the drawing of a host's network moves under the wheel, with 300 machines unfolded.</summary>
internal sealed class DrawingBenchmark : IBenchmark
{
    // A step is a turn of the wheel; it has ended with the second frame after it.
    private const string Pan = """
        async () => {
          const view = document.querySelector('.wc-drawing');
          const frame = () => new Promise(done => requestAnimationFrame(done));
          const steps = [], frames = [];
          let last = performance.now();
          for (let i = 0; i < 120; i++) {
            const from = performance.now();
            view.scrollBy(0, i < 60 ? 100 : -100);
            for (let part = 0; part < 2; part++) { const now = await frame(); frames.push(now - last); last = now; }
            steps.push(performance.now() - from);
          }
          return { steps, frames };
        }
        """;

    public string Name => "networks-drawing";

    public async IAsyncEnumerable<Figure> MeasureAsync(Workbench workbench)
    {
        await using var server = await SimulatedServer.StartAsync();
        await using var browser = await Browser.StartAsync();
        var signedIn = await Workbench.SignInAsync(server, browser);
        await using var visitor = await browser.NewVisitorAsync(storageState: signedIn.StorageState);
        await visitor.Page.GotoAsync(server.Url + AppUrls.Networks + "?tab=drawing");
        var fold = visitor.Page.Locator("[data-node='fold:network:default'] button");
        await fold.ClickAsync();
        await Assertions.Expect(fold).ToHaveCountAsync(0);
        // What is below the pointer dims the rest.
        await visitor.Page.Mouse.MoveAsync(900, 500);
        await visitor.Page.EvaluateAsync<JsonElement>(Pan);
        var measured = await visitor.Page.EvaluateAsync<JsonElement>(Pan);
        var (steps, frames) = (Numbers("steps"), Numbers("frames"));
        yield return new Figure($"{Name}-step", steps.Max(), 300, "ms, the worst of 120 steps of the wheel")
        {
            Beside = $"median {steps.Median():0.0} ms; frames median {frames.Median():0.0} ms, worst {frames.Max():0.0} ms; {await visitor.TestId("node").CountAsync()} boxes",
        };

        double[] Numbers(string name) => [.. measured.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];
    }
}

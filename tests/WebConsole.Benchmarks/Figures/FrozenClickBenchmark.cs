using WebConsole.Benchmarks.Harness;
using WebConsole.EndToEnd.Support;

namespace WebConsole.Benchmarks.Figures;

/// <summary>
/// How much longer a click on a healthy machine takes while more machines stand still than any lane has places, and someone
/// has clicked on each of them.
/// </summary>
internal sealed class FrozenClickBenchmark : IBenchmark
{
    private const int Frozen = 28;
    private const int Saved = 20;
    private const int Pairs = 20;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(10);

    public string Name => "frozen-click";

    public async IAsyncEnumerable<Figure> MeasureAsync(Workbench workbench)
    {
        var guests = await workbench.GuestsAsync();
        var (frozen, healthy) = (guests.All.Take(Frozen).ToArray(), guests.All.Skip(Frozen).Select(guest => guest.Uuid).ToArray());
        await using var product = await Product.StartAsync(Ports.Free());
        SignedIn signedIn;
        await using (var browser = await Browser.StartAsync())
            signedIn = await Workbench.SignInAsync(product, browser);
        using var api = await ApiClient.StartAsync(product, signedIn, "local");
        await using var watcher = await MetricsClient.WatchAsync(product.Url, signedIn.Cookie, "local", guests.All.Select(guest => guest.Uuid));
        await Task.Delay(Settle);
        await ClickAsync(api, healthy, pairs: 3);
        var idle = await ClickAsync(api, healthy, Pairs);
        var idleOff = await ForceOffAsync(api, healthy);
        await StartAsync(api, healthy);

        foreach (var (name, _) in frozen)
            await Shell.RunAsync("kill", "-STOP", (await File.ReadAllTextAsync($"/run/libvirt/qemu/{name}.pid")).Trim());
        var tasks = new List<long>();
        foreach (var (index, guest) in frozen.Index())
            tasks.Add(await api.BeginAsync(index < Saved ? "save" : "pause", guest.Uuid));
        await Task.Delay(Settle);
        var hanging = await ClickAsync(api, healthy, Pairs);
        var hangingOff = await ForceOffAsync(api, healthy);
        var states = await Task.WhenAll(tasks.Select(api.StateAsync));
        var who = $"{Frozen} machines stand still, {states.Count(state => state is "running")} tasks of theirs hang and {states.Count(state => state is "queued")} wait";
        yield return Longer("frozen-click", idle, hanging, $"Pause and Resume by the API, until the task has succeeded; {who}");
        yield return Longer("frozen-click-force-off", idleOff, hangingOff, $"Force off; {who}");
        await StartAsync(api, healthy);

        var ways = new List<long>();
        foreach (var (_, uuid) in frozen)
            ways.Add(await api.BeginAsync("force-off", uuid));
        var besideOthers = await ForceOffAsync(api, healthy);
        var open = (await Task.WhenAll(ways.Select(api.StateAsync))).Count(state => state is "running" or "queued");
        foreach (var way in ways)
            await api.EndedAsync(way);
        guests.StartAgain();
        yield return Longer("frozen-way-out", idleOff, besideOthers, $"Force off, while each machine that stands still is forced off too: {open} of {Frozen} are not yet at the end");
    }

    private static Figure Longer(string name, List<double> idle, List<double> hanging, string what) =>
        new(name, hanging.Percentile(95) - idle.Percentile(95), 200, "ms longer at the 95th percentile")
        {
            Beside = $"{hanging.Percentile(95):0} ms, median {hanging.Median():0} ms; on the idle host {idle.Percentile(95):0} ms, median {idle.Median():0} ms; {hanging.Count} clicks each; {what}",
        };

    private static async Task<List<double>> ClickAsync(ApiClient api, Guid[] machines, int pairs)
    {
        var times = new List<double>();
        for (var i = 0; i < pairs; i++)
        {
            times.Add(await api.TimeAsync("pause", machines[i % machines.Length]));
            times.Add(await api.TimeAsync("resume", machines[i % machines.Length]));
        }
        return times;
    }

    private static async Task StartAsync(ApiClient api, Guid[] machines)
    {
        foreach (var machine in machines)
            await api.TimeAsync("start", machine);
        await Task.Delay(Settle);
    }

    private static async Task<List<double>> ForceOffAsync(ApiClient api, Guid[] machines)
    {
        var times = new List<double>();
        foreach (var machine in machines)
            times.Add(await api.TimeAsync("force-off", machine));
        return times;
    }
}

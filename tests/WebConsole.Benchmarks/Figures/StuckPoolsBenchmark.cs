using WebConsole.Benchmarks.Harness;
using WebConsole.EndToEnd.Support;

namespace WebConsole.Benchmarks.Figures;

/// <summary>How much longer a click on another pool or machine takes while the storage of four pools does not answer and somebody has clicked on each.</summary>
internal sealed class StuckPoolsBenchmark : IBenchmark
{
    private const int Stuck = 4;
    private const int Clicks = 40;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(10);

    public string Name => "stuck-pools";

    public async IAsyncEnumerable<Figure> MeasureAsync(Workbench workbench)
    {
        var machine = (await workbench.GuestsAsync()).All[0].Uuid;
        var root = Directory.CreateTempSubdirectory("webconsole-bench-").FullName;
        await using var product = await Product.StartAsync(Ports.Free());
        SignedIn signedIn;
        await using (var browser = await Browser.StartAsync())
            signedIn = await Workbench.SignInAsync(product, browser);
        using var api = await ApiClient.StartAsync(product, signedIn, "local");
        var sound = await DefineAsync(root, "bench-sound");
        var stuck = new List<string>();
        for (var i = 1; i <= Stuck; i++)
            stuck.Add(await DefineAsync(root, $"bench-stuck-{i}"));
        await Task.Delay(Settle);
        await ClickAsync(api, sound, machine, clicks: 4);
        var idle = await ClickAsync(api, sound, machine, Clicks);

        // A server that is away, as with NFS.
        await ShellAsync($"for i in $(seq {Stuck}); do mkdir {root}/server-$i && bindfs {root}/server-$i {root}/bench-stuck-$i; done; pkill -STOP -x bindfs");
        try
        {
            var tasks = new List<long>();
            foreach (var pool in stuck)
                tasks.Add(await api.BeginAsync(HttpMethod.Post, $"{pool}/refresh"));
            await Task.Delay(Settle);
            var hanging = await ClickAsync(api, sound, machine, Clicks);
            var states = await Task.WhenAll(tasks.Select(api.StateAsync));
            yield return Longer("stuck-pools-pool", idle.Pool, hanging.Pool, $"Refresh of another pool by the API, until the task has succeeded; of {Stuck} pools {states.Count(state => state is "running")} hang");
            yield return Longer("stuck-pools-machine", idle.Machine, hanging.Machine, "Pause and Resume of a machine beside them");
        }
        finally
        {
            await ShellAsync("pkill -CONT -x bindfs");
        }
    }

    private static Figure Longer(string name, List<double> idle, List<double> hanging, string what) =>
        new(name, hanging.Percentile(95) - idle.Percentile(95), 200, "ms longer at the 95th percentile")
        {
            Beside = $"{hanging.Percentile(95):0} ms, median {hanging.Median():0} ms; on the idle host {idle.Percentile(95):0} ms, median {idle.Median():0} ms; {hanging.Count} clicks each; {what}",
        };

    /// <returns>The pool's address.</returns>
    private static async Task<string> DefineAsync(string root, string name)
    {
        await ShellAsync($"mkdir {root}/{name}; virsh -c {IdleGuests.Uri} pool-define-as {name} dir --target {root}/{name} && virsh -c {IdleGuests.Uri} pool-start {name}");
        return $"/api/v1/pools/local/{(await Shell.VirshAsync("pool-uuid", name)).Trim()}";
    }

    private static async Task<(List<double> Pool, List<double> Machine)> ClickAsync(ApiClient api, string pool, Guid machine, int clicks)
    {
        var (pools, machines) = (new List<double>(), new List<double>());
        for (var i = 0; i < clicks; i++)
        {
            pools.Add(await api.TimeAsync(HttpMethod.Post, $"{pool}/refresh"));
            machines.Add(await api.TimeAsync(i % 2 == 0 ? "pause" : "resume", machine));
        }
        return (pools, machines);
    }

    private static Task<string> ShellAsync(string script) => Shell.RunAsync("bash", "-c", script);
}

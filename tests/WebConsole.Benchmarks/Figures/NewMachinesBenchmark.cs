using System.Diagnostics;
using WebConsole.Benchmarks.Harness;
using WebConsole.EndToEnd.Support;

namespace WebConsole.Benchmarks.Figures;

/// <summary>Machines on an image, beside virt-install and virsh; and what views of definitions cost.</summary>
internal sealed class NewMachinesBenchmark : IBenchmark
{
    private const string Machines = "/api/v1/machines/local";
    private const int Rounds = 5, RoundsOfMany = 3, Many = 20;

    /// <summary>Time for WebConsole to see what has gone.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(3);

    public string Name => "new-machines";

    public async IAsyncEnumerable<Figure> MeasureAsync(Workbench workbench)
    {
        yield return DefinitionViews.Measure();
        await using var image = await CloudImage.MakeAsync();
        await using var product = await Product.StartAsync(Ports.Free());
        SignedIn signedIn;
        await using (var browser = await Browser.StartAsync())
            signedIn = await Workbench.SignInAsync(product, browser);
        using var api = await ApiClient.StartAsync(product, signedIn, "local");
        await Wait.ForAsync(() => api.IsThereAsync($"/api/v1/pools/local/{image.Uuid}/volumes/{CloudImage.Volume}"), TimeSpan.FromSeconds(30), "the image is seen");
        yield return await OneAsync(api, image);
        yield return await ManyAsync(api, image);
    }

    private static async Task<Figure> OneAsync(ApiClient api, CloudImage image)
    {
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var i = 0; i <= Rounds; i++)
        {
            var (one, other) = ($"bench-u{i}", $"bench-v{i}");
            theirs.Add(await TimeAsync(() => CloudImage.VirtInstallAsync(other)));
            await CloudImage.RemoveAsync(other);
            await Task.Delay(Settle);
            ours.Add(await api.TimeAsync(HttpMethod.Post, Machines, image.Arguments(one)) / 1000);
            await CloudImage.RemoveAsync(one);
            await Task.Delay(Settle);
        }
        return Ratio("new-machine-linked", ours, theirs, 1.3, "virt-install --import, with a linked disk on an image of 200 MB");
    }

    private static async Task<Figure> ManyAsync(ApiClient api, CloudImage image)
    {
        const string Like = "bench-like";
        await api.TimeAsync(HttpMethod.Post, Machines, image.Arguments(Like, start: false));
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var i = 0; i <= RoundsOfMany; i++)
        {
            var (some, others) = (Names($"bench-m{i}"), Names($"bench-n{i}"));
            await CloudImage.WriteDefinitionsAsync(Like, others);
            theirs.Add(await TimeAsync(() => CloudImage.VirshAsync(others)));
            await CloudImage.RemoveAsync(others);
            await Task.Delay(Settle);
            ours.Add(await TimeAsync(() => MakeAsync(api, image, some)));
            await CloudImage.RemoveAsync(some);
            await Task.Delay(Settle);
        }
        await CloudImage.RemoveAsync(Like);
        return Ratio("new-machines-twenty", ours, theirs, 1.2, "virsh vol-create-as, define and start in four shells at once");
    }

    private static string[] Names(string prefix) => [.. Enumerable.Range(1, Many).Select(number => FormattableString.Invariant($"{prefix}-{number:00}"))];

    private static async Task MakeAsync(ApiClient api, CloudImage image, string[] names)
    {
        var tasks = await Task.WhenAll(names.Select(name => api.BeginAsync(HttpMethod.Post, Machines, image.Arguments(name))));
        foreach (var task in tasks)
            await api.EndedAsync(task);
    }

    /// <summary>The first round warms both up.</summary>
    private static Figure Ratio(string name, List<double> ours, List<double> theirs, double limit, string who) =>
        new(name, ours.Skip(1).Median() / theirs.Skip(1).Median(), limit, $"× {who}")
        {
            Beside = $"{ours.Skip(1).Median():0.00} s until all run, there {theirs.Skip(1).Median():0.00} s; {ours.Count - 1} rounds, the slowest {ours.Skip(1).Max():0.00} and {theirs.Skip(1).Max():0.00} s; the very first {ours[0]:0.00} and {theirs[0]:0.00} s",
        };

    private static async Task<double> TimeAsync(Func<Task> act)
    {
        var began = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}

using Libvirt;
using WebConsole.Benchmarks.Harness;
using WebConsole.EndToEnd.Support;

namespace WebConsole.Benchmarks.Figures;

/// <summary>What a tick of the sampler costs us, and what it costs libvirtd, beside one bare call of all it reads.</summary>
internal sealed class SamplerBenchmark : IBenchmark
{
    private const int Ticks = 60;

    // Warm-up: code that runs once a second needs that long until the JIT compiler has optimised it.
    private const int WarmUpTicks = 60;
    private const int BareCalls = 20;

    private const DomainStatsGroups AllSix = DomainStatsGroups.State | DomainStatsGroups.CpuTotal | DomainStatsGroups.Balloon |
        DomainStatsGroups.Vcpu | DomainStatsGroups.Interface | DomainStatsGroups.Block;

    public string Name => "sampler";

    public async IAsyncEnumerable<Figure> MeasureAsync(Workbench workbench)
    {
        var guests = await workbench.GuestsAsync();
        var (app, libvirtd) = await TickAsync(guests);
        var bare = await BareCallAsync();
        yield return new Figure("sampler-app-cpu", app.TotalMilliseconds, 10, "ms of the whole app's CPU a tick")
        {
            Beside = $"{Ticks} ticks of a second, one hub client watching; {IdleGuests.Description}",
        };
        yield return new Figure("sampler-libvirtd-cpu", libvirtd / bare, 0.5, "of a bare call of all six groups")
        {
            Beside = $"libvirtd's CPU: {libvirtd.TotalMilliseconds:0.0} ms a tick, {bare.TotalMilliseconds:0.0} ms a bare call, mean of {BareCalls}; {IdleGuests.Description}",
        };
    }

    private static async Task<(TimeSpan App, TimeSpan Libvirtd)> TickAsync(IdleGuests guests)
    {
        await using var product = await Product.StartAsync(Ports.Free());
        SignedIn signedIn;
        await using (var browser = await Browser.StartAsync())
            signedIn = await Workbench.SignInAsync(product, browser);
        await using var client = await MetricsClient.WatchAsync(product.Url, signedIn.Cookie, "local", guests.All.Select(guest => guest.Uuid));
        await TicksAsync(client, WarmUpTicks);
        var (app, libvirtd) = (CpuMeter.Of(product.ProcessId), CpuMeter.Of(ProcessUse.Libvirtd));
        var ticks = await TicksAsync(client, Ticks);
        return (app.Used / ticks, libvirtd.Used / ticks);
    }

    private static async Task<int> TicksAsync(MetricsClient client, int count)
    {
        var before = client.Ticks;
        await Wait.ForAsync(() => Task.FromResult(client.Ticks >= before + count), TimeSpan.FromSeconds(4 * count), $"{count} ticks come");
        return client.Ticks - before;
    }

    /// <summary>Once a second too, because in a tight loop libvirtd's data would stay in the CPU caches.</summary>
    private static async Task<TimeSpan> BareCallAsync()
    {
        using var connection = LibvirtConnection.Open(IdleGuests.Uri);
        const GetAllDomainStatsFlags Running = GetAllDomainStatsFlags.Active | GetAllDomainStatsFlags.NoWait;
        connection.GetAllDomainStats(AllSix, Running);
        var libvirtd = CpuMeter.Of(ProcessUse.Libvirtd);
        for (var i = 0; i < BareCalls; i++)
        {
            connection.GetAllDomainStats(AllSix, Running);
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
        return libvirtd.Used / BareCalls;
    }
}

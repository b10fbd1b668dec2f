using System.Diagnostics;
using WebConsole.Benchmarks.Consoles;
using WebConsole.Benchmarks.Harness;
using WebConsole.Benchmarks.Simulation;
using WebConsole.EndToEnd.Support;

namespace WebConsole.Benchmarks.Figures;

/// <summary>A console through the product beside one through websockify: the same script on both ends, by turns.</summary>
internal sealed class ConsoleBenchmark : IBenchmark
{
    private const int Rounds = 7;
    private const int EchoesPerRound = 500;
    private const int MebibytesPerRound = 256;

    // Until the server's code has been compiled for good: before, a third of its CPU is the compiler's.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);

    public string Name => "console";

    public async IAsyncEnumerable<Figure> MeasureAsync(Workbench workbench)
    {
        await using var guest = new RfbSource();
        await using var server = await SimulatedServer.StartAsync(guest.Port);
        SignedIn signedIn;
        await using (var browser = await Browser.StartAsync())
            signedIn = await Workbench.SignInAsync(server, browser);
        await using var websockify = await Websockify.StartAsync(guest.Port);
        await using var hub = new RfbClient(await HubPath.OpenAsync(server.Url, signedIn.Cookie, SimulatedMachines.All[0]));
        await using var bare = new RfbClient(await WebSocketPath.OpenAsync(websockify.Port));
        await hub.ShakeHandsAsync();
        await bare.ShakeHandsAsync();

        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < WarmUp)
            await PlayAsync(hub, () => TimeSpan.Zero);

        var (ours, theirs) = (new List<Round>(), new List<Round>());
        for (var i = 0; i < Rounds; i++)
        {
            ours.Add(await PlayAsync(hub, () => ProcessUse.Cpu(server.ProcessId)));
            theirs.Add(await PlayAsync(bare, () => ProcessUse.CpuOfTree(websockify.ProcessId)));
        }
        var (our, their) = (Summary(ours), Summary(theirs));
        yield return new Figure("console-echo", our.Echo / their.Echo, 1.2, "of websockify's time")
        {
            Beside = $"median of {Rounds} rounds of {EchoesPerRound}: {our.Echo:0.000} ms, websockify {their.Echo:0.000} ms",
        };
        yield return new Figure("console-throughput", our.Throughput / their.Throughput, 1, "of websockify's")
        {
            AtLeast = true,
            Beside = $"median of {Rounds} rounds of {MebibytesPerRound} MiB: {our.Throughput:0} MiB/s, websockify {their.Throughput:0} MiB/s",
        };
        yield return new Figure("console-cpu", our.Cpu / their.Cpu, 1, "of websockify's CPU for the same bytes")
        {
            Beside = $"{our.Cpu:0.00} ms a MiB, websockify {their.Cpu:0.00} ms",
        };
    }

    private static async Task<Round> PlayAsync(RfbClient client, Func<TimeSpan> cpu)
    {
        var echoes = new List<double>(EchoesPerRound);
        for (var i = 0; i < EchoesPerRound; i++)
            echoes.Add((await client.EchoAsync()).TotalMilliseconds);
        var before = cpu();
        var flood = await client.FloodAsync(MebibytesPerRound);
        return new Round(echoes.Median(), MebibytesPerRound / flood.TotalSeconds, (cpu() - before).TotalMilliseconds / MebibytesPerRound);
    }

    private static Round Summary(List<Round> all) =>
        new(all.Select(round => round.Echo).Median(), all.Select(round => round.Throughput).Median(), all.Average(round => round.Cpu));

    /// <summary>Milliseconds, MiB a second, milliseconds of CPU a MiB.</summary>
    private sealed record Round(double Echo, double Throughput, double Cpu);
}

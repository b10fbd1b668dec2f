using System.Diagnostics;
using WebConsole.Benchmarks.Consoles;
using WebConsole.Benchmarks.Harness;
using WebConsole.Benchmarks.Simulation;
using WebConsole.EndToEnd.Support;

namespace WebConsole.Benchmarks.Figures;

/// <summary>
/// Compares a console through the product with one through websockify: the same script on both ends, in turn.
/// </summary>
internal sealed class ConsoleBenchmark : IBenchmark
{
    private const int Rounds = 15;
    private const int EchoesPerRound = 500;
    private const int MebibytesPerRound = 256;

    // Warm-up until the JIT compiler has optimised the server's code: before, a third of its CPU time is compilation.
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
        await using var signalR = new RfbClient(await SignalRPath.OpenAsync(server.Url, signedIn.Cookie, SimulatedMachines.All[1]));
        await using var bare = new RfbClient(await WebSocketPath.OpenAsync(websockify.Port));
        await Task.WhenAll(hub.ShakeHandsAsync(), signalR.ShakeHandsAsync(), bare.ShakeHandsAsync());

        var ours = new Contender(hub, server.ProcessId);
        var theirs = new Contender(bare, websockify.ProcessId);
        var ordinary = new Contender(signalR, server.ProcessId);
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < WarmUp)
            await PlayAsync(1, ours, theirs, ordinary);
        var (our, their, byClient) = await PlayAsync(Rounds, ours, theirs, ordinary);

        yield return new Figure("console-echo", our.Echo / their.Echo, 1.2, "of websockify's time")
        {
            Beside = $"median of {Rounds} rounds of {EchoesPerRound}: {our.Echo:0.000} ms, websockify {their.Echo:0.000} ms",
        };
        yield return new Figure("console-throughput", our.Throughput / their.Throughput, 1, "of websockify's")
        {
            AtLeast = true,
            Beside = $"median of {Rounds} rounds of {MebibytesPerRound} MiB: {our.Throughput:0} MiB/s, websockify {their.Throughput:0} MiB/s; with SignalR's own client at its end {byClient.Throughput:0} MiB/s",
        };
        yield return new Figure("console-cpu", our.Cpu / their.Cpu, 1, "of websockify's CPU for the same bytes")
        {
            Beside = $"{our.Cpu:0.00} ms a MiB, websockify {their.Cpu:0.00} ms",
            Profile =
            [
                $"in the kernel {our.InKernel:0.00} ms a MiB, websockify {their.InKernel:0.00} ms",
                $"outside it {our.Cpu - our.InKernel:0.00} ms a MiB, websockify {their.Cpu - their.InKernel:0.00} ms",
            ],
        };
    }

    private static async Task<(Round Ours, Round Theirs, Round Ordinary)> PlayAsync(int rounds, Contender ours, Contender theirs, Contender ordinary)
    {
        var played = new List<(Round Ours, Round Theirs, Round Ordinary)>();
        for (var i = 0; i < rounds; i++)
            played.Add((await ours.PlayAsync(), await theirs.PlayAsync(), await ordinary.PlayAsync()));
        return (Summary(played.Select(round => round.Ours)), Summary(played.Select(round => round.Theirs)), Summary(played.Select(round => round.Ordinary)));
    }

    private static Round Summary(IEnumerable<Round> rounds)
    {
        var all = rounds.ToList();
        return new(all.Select(round => round.Echo).Median(), all.Select(round => round.Throughput).Median(),
            all.Average(round => round.Cpu), all.Average(round => round.InKernel));
    }

    /// <summary>Milliseconds; MiB a second; milliseconds of CPU a MiB, and the kernel's part of them.</summary>
    private sealed record Round(double Echo, double Throughput, double Cpu, double InKernel);

    /// <summary>A path to the guest, and the process (with its children) in between.</summary>
    private sealed class Contender(RfbClient client, int processId)
    {
        public async Task<Round> PlayAsync()
        {
            var echoes = new List<double>(EchoesPerRound);
            for (var i = 0; i < EchoesPerRound; i++)
                echoes.Add((await client.EchoAsync()).TotalMilliseconds);
            var (cpu, inKernel) = (ProcessUse.CpuOfTree(processId), ProcessUse.KernelCpuOfTree(processId));
            var flood = await client.FloodAsync(MebibytesPerRound);
            return new Round(echoes.Median(), MebibytesPerRound / flood.TotalSeconds,
                Each(ProcessUse.CpuOfTree(processId) - cpu), Each(ProcessUse.KernelCpuOfTree(processId) - inKernel));
        }

        private static double Each(TimeSpan time) => time.TotalMilliseconds / MebibytesPerRound;
    }
}

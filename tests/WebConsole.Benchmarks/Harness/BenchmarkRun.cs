using WebConsole.Benchmarks.Figures;

namespace WebConsole.Benchmarks.Harness;

/// <summary>Runs the benchmarks that were asked for and prints their figures.</summary>
internal static class BenchmarkRun
{
    private const string Check = "--check";

    private static readonly IBenchmark[] All =
    [
        new SamplerBenchmark(), new LoadBenchmark(), PageBenchmark.OfMachines, PageBenchmark.OfAPool, PageBenchmark.OfNetworks, PageBenchmark.OfLeases, new NetworkEditBenchmark(), new DrawingBenchmark(), new NewMachineBenchmark(), new NewMachinePageBenchmark(), new NewMachinesBenchmark(), new HistoryBenchmark(), new UnrelatedChangesBenchmark(), new SuspendBenchmark(),
        new ClickBenchmark(), new FrozenClickBenchmark(), new StuckPoolsBenchmark(), new TransferBenchmark(), new TransferMemoryBenchmark(), new ConsoleBenchmark(), new DefinitionBenchmark(),
    ];

    /// <returns>The exit code: a benchmark that could not run is a failure; with <c>--check</c>, a missed limit is one
    /// too.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var names = args.Where(word => word != Check).ToArray();
        if (names.FirstOrDefault(name => All.All(benchmark => benchmark.Name != name)) is { } unknown)
        {
            await Console.Error.WriteLineAsync($"{unknown}: no such benchmark. Usage: [{Check}] [{string.Join('|', All.Select(benchmark => benchmark.Name))}]...");
            return 64;
        }
        var (missed, broken) = await MeasureAsync(All.Where(benchmark => names.Length == 0 || names.Contains(benchmark.Name)));
        Console.WriteLine($"{missed} missed, {broken} not measured");
        return broken > 0 || (missed > 0 && args.Contains(Check)) ? 1 : 0;
    }

    private static async Task<(int Missed, int Broken)> MeasureAsync(IEnumerable<IBenchmark> benchmarks)
    {
        var (missed, broken) = (0, 0);
        var workbench = new Workbench();
        foreach (var benchmark in benchmarks)
        {
            Console.WriteLine($"-- {benchmark.Name} (load of this machine: {Workbench.Load})");
            try
            {
                await foreach (var figure in benchmark.MeasureAsync(workbench))
                {
                    Console.WriteLine(figure);
                    missed += figure.Met ? 0 : 1;
                }
            }
            catch (Exception exception)
            {
                Console.WriteLine($"{benchmark.Name} could not be measured: {exception}");
                broken++;
            }
        }
        return (missed, broken);
    }
}

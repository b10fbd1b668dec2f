using WebConsole.Benchmarks.Harness;
using WebConsole.Benchmarks.Simulation;

return args.Contains(SimulatedServer.Word)
    ? await SimulatedServer.RunAsync([.. args.Where(word => word != SimulatedServer.Word)])
    : await BenchmarkRun.RunAsync(args);

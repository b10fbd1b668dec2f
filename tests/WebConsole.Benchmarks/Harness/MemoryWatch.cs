namespace WebConsole.Benchmarks.Harness;

/// <summary>The most memory that a process holds in RAM beyond what it did at the beginning.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task<double> _watching;

    private MemoryWatch(int processId) => _watching = WatchAsync(processId);

    public static MemoryWatch Start(int processId) => new(processId);

    /// <summary>Ends it.</summary>
    /// <returns>MB.</returns>
    public async Task<double> GrowthAsync()
    {
        await _stop.CancelAsync();
        return await _watching;
    }

    public void Dispose() => _stop.Dispose();

    private async Task<double> WatchAsync(int processId)
    {
        var before = ProcessUse.ResidentMegabytes(processId);
        var most = before;
        while (!_stop.IsCancellationRequested)
        {
            await Task.Delay(BetweenLooks);
            most = Math.Max(most, ProcessUse.ResidentMegabytes(processId));
        }
        return most - before;
    }
}

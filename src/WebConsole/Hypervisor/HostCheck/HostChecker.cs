using System.Collections.Immutable;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Hypervisor.HostCheck;

/// <summary>
/// Runs the <see cref="HostChecks"/> of each host on the thread pool, because files under /proc and /sys can block
/// their reader. Pages that ask within a few seconds share one result.
/// </summary>
public sealed class HostChecker(HostFiles files, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Run> _runs = [];

    /// <param name="host">The host's name.</param>
    /// <param name="facts">What is known of it; <c>null</c> if nothing is, see <see cref="HostChecks.CanLookAt"/>.</param>
    /// <param name="anew">Whether to ignore a finished result of the last seconds; a check that is still running is
    /// shared in any case.</param>
    public Task<ImmutableArray<HostCheckItem>> RunAsync(string host, HostFacts? facts, bool anew = false)
    {
        lock (_gate)
        {
            if (_runs.TryGetValue(host, out var run) && run.Facts == facts
                && (!run.Items.IsCompleted || (!anew && IsFresh(run))))
                return run.Items;
            run = new Run(facts, time.GetTimestamp(), Task.Run(() => HostChecks.Run(facts, files)));
            _runs[host] = run;
            return run.Items;
        }
    }

    private bool IsFresh(Run run) => time.GetElapsedTime(run.Began) < Fresh;

    private sealed record Run(HostFacts? Facts, long Began, Task<ImmutableArray<HostCheckItem>> Items);
}

using WebConsole.Hypervisor;

namespace WebConsole.Features.Consoles;

/// <summary>
/// Groups the refusals of one person at one console for one reason, while they repeat within <see cref="Quiet"/>. The
/// number of groups is limited; the group without a refusal for the longest time is removed first.
/// </summary>
internal sealed class ConsoleRefusals(TimeProvider time)
{
    /// <summary>Longer than the retry interval of a page.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMinutes(2);

    private const int Most = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<Key, (Run Run, long Last)> _runs = [];

    /// <summary>
    /// Records a refusal; returns whether it is the first of its group, and the group that was removed for it.
    /// </summary>
    public bool Add(ConsoleRequest request, ConsoleEnd end, out IReadOnlyList<Run> pushedOut)
    {
        var key = KeyOf(request, end.Reason);
        lock (_lock)
        {
            var known = _runs.TryGetValue(key, out var entry);
            pushedOut = known || _runs.Count < Most ? [] : Take([_runs.MinBy(other => other.Value.Last).Key]);
            var run = known ? entry.Run with { Count = entry.Run.Count + 1 } : new Run(request with { Open = Nothing }, end, 1);
            _runs[key] = (run, time.GetTimestamp());
            return !known;
        }
    }

    /// <summary>Removes the groups of a console that has now been opened.</summary>
    public IReadOnlyList<Run> EndOf(ConsoleRequest request) => End((key, _) => key == KeyOf(request, key.Reason));

    /// <summary>Removes the groups that have not been repeated.</summary>
    public IReadOnlyList<Run> EndQuiet() => End((_, last) => time.GetElapsedTime(last) >= Quiet);

    public IReadOnlyList<Run> EndAll() => End((_, _) => true);

    private List<Run> End(Func<Key, long, bool> ends)
    {
        lock (_lock)
            return Take([.. _runs.Where(entry => ends(entry.Key, entry.Value.Last)).Select(entry => entry.Key)]);
    }

    private List<Run> Take(IReadOnlyList<Key> keys)
    {
        var taken = keys.Select(key => _runs[key].Run).ToList();
        foreach (var key in keys)
            _runs.Remove(key);
        return taken;
    }

    // Unknown names are unlimited, so they count as one console.
    private static Key KeyOf(ConsoleRequest request, ConsoleEndReason reason) =>
        new(request.UserName, request.From, reason == ConsoleEndReason.NoMachine ? null : request.Machine, request.Kind, reason);

    // Opening it would reuse the same connection.
    private static Task<Stream> Nothing(MachineId machine, bool viewOnly, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>A group of refusals: the first request, and the count.</summary>
    public sealed record Run(ConsoleRequest Request, ConsoleEnd End, int Count);

    private readonly record struct Key(string User, string From, MachineId? Machine, ConsoleKind Kind, ConsoleEndReason Reason);
}

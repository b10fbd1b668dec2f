using WebConsole.Hypervisor;

namespace WebConsole.Features.Consoles;

/// <summary>
/// Joins the refusals that one person meets at one console for one reason, as long as they come again within
/// <see cref="Quiet"/>. Holds a limited number of them; the one that was silent longest makes room.
/// </summary>
internal sealed class ConsoleRefusals(TimeProvider time)
{
    /// <summary>Longer than the pause of a page that asks again.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMinutes(2);

    private const int Most = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<Key, (Run Run, long Last)> _runs = [];

    /// <summary>Takes one more; whether it is the first of its kind, and what had to make room for it.</summary>
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

    /// <summary>What was refused of a console that is open now.</summary>
    public IReadOnlyList<Run> EndOf(ConsoleRequest request) => End((key, _) => key == KeyOf(request, key.Reason));

    /// <summary>What has not been asked for again.</summary>
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

    // Names that nobody has are without end: they are one console.
    private static Key KeyOf(ConsoleRequest request, ConsoleEndReason reason) =>
        new(request.UserName, request.From, reason == ConsoleEndReason.NoMachine ? null : request.Machine, request.Kind, reason);

    // What would open it holds the connection that asked.
    private static Task<Stream> Nothing(MachineId machine, bool viewOnly, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>What was refused, as it was asked for first, and how often.</summary>
    public sealed record Run(ConsoleRequest Request, ConsoleEnd End, int Count);

    private readonly record struct Key(string User, string From, MachineId? Machine, ConsoleKind Kind, ConsoleEndReason Reason);
}

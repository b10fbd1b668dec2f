namespace WebConsole.Security;

/// <summary>
/// Limits how many log lines one person can cause: the first lines of a minute are written one by one, and the number
/// of the others when the minute is over.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="most">The most lines of one person that are written one by one in a minute.</param>
/// <param name="tell">Called for each person with more lines, with the name and the number of the others.</param>
internal sealed class MinuteTally(TimeProvider time, int most, Action<string, long> tell) : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _counting = new();
    private readonly Dictionary<string, (string Name, int Told, long Untold)> _persons = new(StringComparer.Ordinal);
    private ITimer? _minute;
    private bool _isTicking;

    /// <summary>Whether to write this line of a person; if not, it is counted.</summary>
    public bool MayTell(string person, string name)
    {
        lock (_counting)
        {
            _minute ??= time.CreateTimer(_ => EndMinute(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (!_isTicking)
                _isTicking = _minute.Change(Minute, Timeout.InfiniteTimeSpan);
            var (_, told, untold) = _persons.GetValueOrDefault(person);
            var isTold = told < most;
            _persons[person] = (name, isTold ? told + 1 : told, isTold ? untold : untold + 1);
            return isTold;
        }
    }

    /// <summary>Reports the counts.</summary>
    public void EndMinute()
    {
        (string Name, int Told, long Untold)[] floods;
        lock (_counting)
        {
            floods = [.. _persons.Values.Where(person => person.Untold > 0)];
            _persons.Clear();
            _isTicking = false;
        }
        foreach (var (name, _, untold) in floods)
            tell(name, untold);
    }

    /// <summary>Stops counting; unreported counts are lost.</summary>
    public void Dispose() => _minute?.Dispose();
}

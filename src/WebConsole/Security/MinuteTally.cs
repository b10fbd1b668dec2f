namespace WebConsole.Security;

/// <summary>
/// Bounds what one person can have written in a log: the first so many lines a minute are told one by one, and the rest as
/// a number when the minute is over.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="most">Lines of one person that are told one by one in a minute.</param>
/// <param name="tell">Told the name of each person of whom more came, and how many more.</param>
internal sealed class MinuteTally(TimeProvider time, int most, Action<string, long> tell) : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _counting = new();
    private readonly Dictionary<string, (string Name, int Told, long Untold)> _persons = new(StringComparer.Ordinal);
    private ITimer? _minute;
    private bool _isTicking;

    /// <summary>Whether this line of a person is to be told; if not, it is counted.</summary>
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

    /// <summary>Tells what was counted.</summary>
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

    /// <summary>Ends the counting; what is untold stays so.</summary>
    public void Dispose() => _minute?.Dispose();
}

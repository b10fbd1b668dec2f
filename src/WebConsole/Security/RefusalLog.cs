using System.Security.Claims;
using WebConsole.Security.Sessions;

namespace WebConsole.Security;

/// <summary>
/// Where refusals are logged: in a category of their own, which has files of its own, so that what was refused pushes
/// nothing out of the audit log that was done. Of one person's refusals the first so many a minute are told one by one and
/// the rest as a number, so that nobody can make the log long.
/// </summary>
public sealed partial class RefusalLog : IDisposable
{
    public const string Category = SecurityAudit.Category + ".Refused";

    /// <summary>Refusals of one person that are told one by one in a minute.</summary>
    public const int MostPerMinute = 20;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _counting = new();
    private readonly Dictionary<string, (string User, int Told, long Untold)> _persons = new(StringComparer.Ordinal);
    private readonly ITimer _minute;
    private bool _isTicking;

    public RefusalLog(ILoggerFactory loggers, TimeProvider time)
    {
        Logger = loggers.CreateLogger(Category);
        _minute = time.CreateTimer(_ => EndMinute(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The logger of all refusals. Ask <see cref="MayTell(ClaimsPrincipal)"/> first.</summary>
    public ILogger Logger { get; }

    /// <summary>Whether this refusal of a person is to be told; if not, it is counted and told with the others of its minute.</summary>
    public bool MayTell(ClaimsPrincipal user) => MayTell(SessionPrincipal.PersonOf(user), SessionPrincipal.NameOf(user));

    private bool MayTell(string person, string user)
    {
        lock (_counting)
        {
            if (!_isTicking)
                _isTicking = _minute.Change(Minute, Timeout.InfiniteTimeSpan);
            var (_, told, untold) = _persons.GetValueOrDefault(person);
            var tell = told < MostPerMinute;
            _persons[person] = (user, tell ? told + 1 : told, tell ? untold : untold + 1);
            return tell;
        }
    }

    public void Dispose()
    {
        _minute.Dispose();
        EndMinute();
    }

    private void EndMinute()
    {
        (string User, int Told, long Untold)[] floods;
        lock (_counting)
        {
            floods = [.. _persons.Values.Where(person => person.Untold > 0)];
            _persons.Clear();
            _isTicking = false;
        }
        foreach (var (user, _, untold) in floods)
            Counted(Logger, untold, AuditText.OneLine(user));
    }

    [LoggerMessage(1306, LogLevel.Warning, "Refused {Count} more things to {User} within a minute, which are not told one by one", EventName = "RefusalsCounted")]
    private static partial void Counted(ILogger log, long count, string user);
}
